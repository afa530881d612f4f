using System.Globalization;
using System.Text;

namespace NeuralCore;

/// <summary>How a recurrent layer is built.</summary>
internal readonly record struct RecurrentOptions(
    int Inputs, int Hidden, int Layers, bool HasBias, bool IsBatchFirst, Real Dropout, bool IsBidirectional, bool ReturnsSequences)
{
    /// <summary>What one kind of layer alone has, as it would be written.</summary>
    public string? More { get; init; }

    public int Directions => IsBidirectional ? 2 : 1;

    public void Check()
    {
        LayerArgument.CheckSize(Inputs, "inputs");
        LayerArgument.CheckSize(Hidden, "hidden");
        LayerArgument.CheckSize(Layers, "layers");
        if (!(Dropout >= 0 && Dropout <= 1))
            Throw.OutOfRange("dropout", Dropout, "from 0 to 1");
    }

    /// <summary>The layer as one would construct it: settings that have their usual value are left out.</summary>
    public string Describe(string layer)
    {
        StringBuilder text = new(string.Create(CultureInfo.InvariantCulture, $"{layer}({Inputs} → {Hidden}"));
        Add(Layers != 1, $"layers: {Layers}");
        Add(More is not null, $"{More}");
        Add(!HasBias, $"bias: false");
        Add(!IsBatchFirst, $"batchFirst: false");
        Add(Dropout != 0, $"dropout: {Dropout}");
        Add(IsBidirectional, $"bidirectional: true");
        Add(!ReturnsSequences, $"returnSequences: false");
        return text.Append(')').ToString();

        void Add(bool isUnusual, FormattableString setting)
        {
            if (isUnusual)
                text.Append(", ").Append(setting.ToString(CultureInfo.InvariantCulture));
        }
    }
}
