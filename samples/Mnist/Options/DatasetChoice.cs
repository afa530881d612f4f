namespace MnistSample;

/// <summary>Which digits to learn.</summary>
internal enum DatasetChoice
{
    /// <summary>MNIST where it can be had, and generated digits otherwise.</summary>
    Any,

    /// <summary>MNIST or nothing.</summary>
    Mnist,

    /// <summary>Generated digits.</summary>
    Generated,
}
