using NeuralCore;

/// <summary>The README's layer of one's own, as it stands there.</summary>
public sealed class LearnedSwish : Layer
{
    private readonly Parameter beta;

    public LearnedSwish(int features) => beta = AddParameter("beta", Tensor.Ones(features));

    public override Tensor Forward(Tensor input) => input * (input * beta).Sigmoid();
}
