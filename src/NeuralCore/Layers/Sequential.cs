using System.Collections;
using System.Globalization;

namespace NeuralCore;

/// <summary>
/// Layers one after the other, each given the result of the one before: <c>new Sequential(new Dense(784, 128), Activation.Relu, …)</c>. Its
/// layers are called 0, 1, 2 …
/// </summary>
public sealed class Sequential : Layer, IReadOnlyList<Layer>
{
    /// <summary>Puts layers in a row.</summary>
    public Sequential(params ReadOnlySpan<Layer> layers)
    {
        foreach (Layer layer in layers)
            Add(layer);
    }

    /// <summary>How many layers there are.</summary>
    public int Count => Children.Count;

    /// <summary>A layer by its place; <c>model[^1]</c> is the last.</summary>
    public Layer this[int index] => Children[index].Layer;

    /// <summary>Puts one more layer at the end.</summary>
    public void Add(Layer layer) => AddChild(Count.ToString(CultureInfo.InvariantCulture), layer);

    /// <summary>Some of the layers in a model of their own, which shares them; <c>model[..^1]</c> is all but the last.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many layers.</exception>
    public Sequential Slice(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Count - start);
        return new Sequential([.. this.Skip(start).Take(length)]);
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using TrainingScope scope = EnterTraining();
        Tensor x = input;
        for (int i = 0; i < Count; i++)
        {
            try
            {
                x = this[i].Forward(x);
            }
            catch (ShapeException error)
            {
                throw LayerTrace.Extend(error, Children[i], i == 0 ? null : Children[i - 1], x.Shape);
            }
        }

        return x;
    }

    /// <inheritdoc/>
    public IEnumerator<Layer> GetEnumerator() => Children.Select(child => child.Layer).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
