namespace NeuralCore.Datasets;

/// <summary>
/// The content of an IDX file: numbers of one type in an array with any number of dimensions, the last one varying fastest.
/// </summary>
public sealed class IdxFile
{
    private readonly Array values;
    private readonly int[] dimensions;

    internal IdxFile(string name, IdxElementType elementType, int[] dimensions, Array values)
    {
        Name = name;
        ElementType = elementType;
        this.dimensions = dimensions;
        this.values = values;
    }

    /// <summary>The file, as it was named to the reader.</summary>
    public string Name { get; }

    /// <summary>The type of the numbers.</summary>
    public IdxElementType ElementType { get; }

    /// <summary>The size of each dimension, at least 1 each.</summary>
    public ReadOnlySpan<int> Dimensions => dimensions;

    /// <summary>How many numbers there are: the product of the dimensions.</summary>
    public int Count => values.Length;

    /// <summary>The numbers as they are in the file, without a copy.</summary>
    /// <typeparam name="T">The type that <see cref="ElementType"/> names.</typeparam>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is another type.</exception>
    public ReadOnlyMemory<T> Values<T>()
        where T : unmanaged
    {
        // A cast would let byte[] pass as sbyte[], so the types are compared themselves.
        if (values.GetType() != typeof(T[]))
            Throw.IdxValuesOfOtherType(Name, ElementType, typeof(T));
        return (T[])values;
    }

    /// <summary>The numbers in single precision: exact for 8 and 16 bits, rounded to the nearest otherwise.</summary>
    public float[] ToSingles()
    {
        float[] singles = new float[Count];
        switch (ElementType)
        {
            case IdxElementType.UnsignedByte: Convert<byte>(singles); break;
            case IdxElementType.SignedByte: Convert<sbyte>(singles); break;
            case IdxElementType.Int16: Convert<short>(singles); break;
            case IdxElementType.Int32: Convert<int>(singles); break;
            case IdxElementType.Single: Convert<float>(singles); break;
            default: Convert<double>(singles); break;
        }

        return singles;
    }

    private void Convert<T>(float[] target)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        T[] source = (T[])values;
        for (int i = 0; i < target.Length; i++)
            target[i] = float.CreateTruncating(source[i]);
    }
}
