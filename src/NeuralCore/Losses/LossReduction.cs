namespace NeuralCore;

/// <summary>What a loss does with the losses of the single elements or examples.</summary>
public enum LossReduction
{
    /// <summary>
    /// Their mean, as a scalar. Losses over classes with class weights divide by the sum of the weights that took part, all others by the
    /// number of losses.
    /// </summary>
    Mean,

    /// <summary>Their sum, as a scalar.</summary>
    Sum,

    /// <summary>Each by itself.</summary>
    None,

    /// <summary>
    /// Their sum divided by the size of the first axis, as a scalar: the mean over examples of the sum over each example.
    /// </summary>
    BatchMean,
}
