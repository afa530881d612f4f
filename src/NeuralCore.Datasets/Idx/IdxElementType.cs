namespace NeuralCore.Datasets;

/// <summary>The type of the numbers in an IDX file, by its code in the third byte of the file.</summary>
public enum IdxElementType
{
    /// <summary>Whole numbers 0 to 255: <see cref="byte"/>.</summary>
    UnsignedByte = 0x08,

    /// <summary>Whole numbers -128 to 127: <see cref="sbyte"/>.</summary>
    SignedByte = 0x09,

    /// <summary>Whole numbers of 16 bits: <see cref="short"/>.</summary>
    Int16 = 0x0B,

    /// <summary>Whole numbers of 32 bits: <see cref="int"/>.</summary>
    Int32 = 0x0C,

    /// <summary>Single precision: <see cref="float"/>.</summary>
    Single = 0x0D,

    /// <summary>Double precision: <see cref="double"/>.</summary>
    Double = 0x0E,
}
