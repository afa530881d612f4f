namespace NeuralCore;

/// <summary>A tensor that training changes, with the name that its layer gives it. It can be used wherever a tensor can.</summary>
public sealed class Parameter
{
    /// <summary>Makes a tensor a parameter; from now on it requires a gradient.</summary>
    /// <param name="name">The name within the layer, such as <c>weight</c>.</param>
    /// <param name="value">The first values. The parameter takes the tensor over: its own memory, not a copy.</param>
    public Parameter(string name, Tensor value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        Name = name;
        Value = value.Detach().Keep();
        Value.RequiresGradient = true;
    }

    /// <summary>The name within the layer.</summary>
    public string Name { get; }

    /// <summary>The values. Optimizers change them in place; the tensor stays the same one.</summary>
    public Tensor Value { get; }

    /// <summary>The sizes along the axes.</summary>
    public Shape Shape => Value.Shape;

    /// <summary>How many numbers there are.</summary>
    public int Count => Value.Count;

    /// <summary>The gradient added up since it was last cleared; null when there is none.</summary>
    public Tensor? Gradient => Value.Gradient;

    /// <summary>Whether training leaves the values as they are. A frozen parameter gets no gradient.</summary>
    public bool IsFrozen
    {
        get => !Value.RequiresGradient;
        set
        {
            Value.RequiresGradient = !value;
            if (value)
                Value.ClearGradient();
        }
    }

    /// <summary>The values.</summary>
    public static implicit operator Tensor(Parameter parameter) => parameter.Value;

    /// <summary>The name and the shape, as in <c>weight [10, 784]</c>.</summary>
    public override string ToString() => $"{Name} {Shape}";
}
