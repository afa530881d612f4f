using System.Reflection;
using FluentAssertions;
using Xunit;

namespace NeuralCore.Catalog;

/// <summary>Nothing public may be missing from the catalog.</summary>
public sealed class CompletenessTests
{
    // Members of Tensor that give tensors without being functions of tensors, or without computing anything.
    private static readonly string[] notOperations =
    [
        "Zeros", "Ones", "Full", "Scalar", "From", "Wrap", "Range", "Linspace", "Identity", "Uniform", "Normal", "Keep", "Detach",
    ];

    private static readonly Dictionary<string, string> signs = new()
    {
        ["op_Addition"] = "+",
        ["op_Subtraction"] = "-",
        ["op_UnaryNegation"] = "-",
        ["op_Multiply"] = "*",
        ["op_Division"] = "/",
        ["op_GreaterThan"] = ">",
        ["op_GreaterThanOrEqual"] = ">=",
        ["op_LessThan"] = "<",
        ["op_LessThanOrEqual"] = "<=",
    };

    [Fact]
    public void Every_operation_has_a_row()
    {
        IEnumerable<string> operations = typeof(Tensor)
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(method => method.ReturnType == typeof(Tensor) || method.ReturnType == typeof(Tensor[]))
            .Where(method => method.Name != "get_" + nameof(Tensor.Gradient))
            .Select(method => signs.TryGetValue(method.Name, out string? sign) ? "operator " + sign : method.Name.Replace("get_", ""))
            .Except(notOperations);
        operations.Should().BeSubsetOf(OperationCatalog.Rows.Select(row => row.Member));
    }

    [Fact]
    public void No_row_is_there_twice() => OperationCatalog.Rows.Select(row => row.Name).Should().OnlyHaveUniqueItems();

    [Fact]
    public void Every_activation_does_what_the_row_of_its_name_does()
    {
        IEnumerable<Activation> activations = typeof(Activation)
            .GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Select(member => member switch
            {
                PropertyInfo property => property.GetValue(null),
                MethodInfo { Name: not nameof(Activation.From), IsSpecialName: false } method => method.Invoke(null, [.. method.GetParameters().Select(parameter => parameter.DefaultValue)]),
                _ => null,
            })
            .OfType<Activation>()
            .Where(activation => activation != Activation.Identity); // which is no operation: it hands its input on
        int count = 0;
        foreach (Activation activation in activations)
        {
            count++;
            if (activation == Activation.Identity)
                continue;
            OperationRow row = OperationCatalog.Find(activation.Name.Split('(')[0]);
            Tensor input = row.CreateInputs()[0];
            activation.Apply(input).ToArray().Should().Equal(row.Run([input]).ToArray(), "that is {0}", activation);
        }

        count.Should().BePositive();
    }
}
