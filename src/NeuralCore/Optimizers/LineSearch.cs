namespace NeuralCore;

/// <summary>How far <see cref="LBfgs"/> goes along a direction.</summary>
public enum LineSearch
{
    /// <summary>As far as the learning rate says.</summary>
    None,

    /// <summary>
    /// To where the loss has fallen enough and its slope is nearly flat: the strong conditions of Wolfe (1969). The learning rate says where to
    /// look first.
    /// </summary>
    StrongWolfe,
}
