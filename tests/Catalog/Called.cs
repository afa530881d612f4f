namespace NeuralCore.Catalog;

/// <summary>A layer that is asked in another way than by one input.</summary>
public sealed class Called<TLayer> : Layer
    where TLayer : Layer
{
    private readonly TLayer inner;
    private readonly Func<TLayer, Tensor, Tensor> call;

    public Called(TLayer inner, Func<TLayer, Tensor, Tensor> call)
    {
        Description = nameof(Called<>);
        this.inner = AddChild("inner", inner);
        this.call = call;
    }

    public override Tensor Forward(Tensor input) => call(inner, input);
}
