using System.Reflection;
using FluentAssertions;
using Xunit;

namespace NeuralCore.Catalog;

/// <summary>What must hold of every loss besides what holds of every operation.</summary>
public sealed class LossTests
{
    public static IEnumerable<object[]> Rows => LossRows.All.Select(row => new object[] { row.Name });

    [Fact]
    public void Every_loss_has_a_row() => typeof(Loss).Assembly.GetExportedTypes()
        .Where(type => type.IsSubclassOf(typeof(Loss)) && !type.IsAbstract)
        .Select(type => type.Name)
        .Should().NotBeEmpty().And.BeSubsetOf(LossRows.All.Select(row => row.Member));

    [Fact]
    public void Every_function_has_a_row() => typeof(Loss).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Select(method => method.Name)
        .Should().NotBeEmpty().And.BeSubsetOf(OperationCatalog.Rows.Select(row => row.Member));

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_prediction_that_would_have_to_be_broadcast_is_refused(string name)
    {
        OperationRow row = OperationCatalog.Find(name);
        Tensor[] inputs = row.CreateInputs();
        Tensor column = inputs[0].Unsqueeze(-1);
        Tensor one = inputs[0].Sum();
        foreach (Tensor prediction in (Tensor[])[column, one])
        {
            Action run = () => row.Run([prediction, inputs[1]]);
            run.Should().Throw<ShapeException>().WithMessage($"{row.Member}: the prediction has shape {prediction.Shape} and the target {inputs[1].Shape}. *");
        }
    }
}
