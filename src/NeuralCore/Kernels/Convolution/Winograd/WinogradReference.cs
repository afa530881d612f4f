namespace NeuralCore.Kernels;

/// <summary>Convolution by <see cref="WinogradTransform"/>, tile by tile and number by number. The kernels must agree with it to the bit.</summary>
internal static class WinogradReference
{
    /// <summary>
    /// output = epilogue(Σ weight · input + bias): for each of a tile's sixteen products one chain of fused multiply-adds over channels in order.
    /// </summary>
    public static void Forward<TEpilogue>(
        in ConvolutionShape s, ReadOnlySpan<Real> input, ReadOnlySpan<Real> weight, ReadOnlySpan<Real> bias, Span<Real> output, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue
    {
        Lanes1[][] factors = Factors(weight, isReversed: false);
        for (int plane = 0; plane < s.Images * s.OutChannels; plane++)
        {
            (int image, int o) = Math.DivRem(plane, s.OutChannels);
            int firstIn = (image * s.InChannels) + (o / s.OutPerGroup * s.InPerGroup);
            for (int row = 0; row < s.Rows.Output; row += Winograd.Sums)
            {
                for (int column = 0; column < s.Columns.Output; column += Winograd.Sums)
                {
                    Lanes1[] products = new Lanes1[Winograd.Products];
                    for (int i = 0; i < s.InPerGroup; i++)
                        Add(products, factors[(o * s.InPerGroup) + i], Read(input, firstIn + i, s.Rows, s.Columns, row - s.Rows.Padding, column - s.Columns.Padding));
                    Store(products, bias.IsEmpty ? null : bias[o], output, plane, (s.Rows.Output, s.Columns.Output), row, column, epilogue);
                }
            }
        }
    }

    /// <summary>inputGradient = epilogue(Σ weight · outputGradient + bias): the same over output channels, with the taps in falling order.</summary>
    public static void Input<TEpilogue>(
        in ConvolutionShape s, ReadOnlySpan<Real> outputGradient, ReadOnlySpan<Real> weight, ReadOnlySpan<Real> bias, Span<Real> inputGradient,
        TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue
    {
        Lanes1[][] factors = Factors(weight, isReversed: true);
        ConvolutionAxis rows = Turned(s.Rows), columns = Turned(s.Columns);
        for (int plane = 0; plane < s.Images * s.InChannels; plane++)
        {
            (int image, int i) = Math.DivRem(plane, s.InChannels);
            (int group, int inGroup) = Math.DivRem(i, s.InPerGroup);
            for (int row = 0; row < s.Rows.Input; row += Winograd.Sums)
            {
                for (int column = 0; column < s.Columns.Input; column += Winograd.Sums)
                {
                    Lanes1[] products = new Lanes1[Winograd.Products];
                    for (int o = group * s.OutPerGroup; o < (group + 1) * s.OutPerGroup; o++)
                    {
                        Lanes1[] numbers = Read(outputGradient, (image * s.OutChannels) + o, rows, columns, row - rows.Padding, column - columns.Padding);
                        Add(products, factors[(o * s.InPerGroup) + inGroup], numbers);
                    }

                    Store(products, bias.IsEmpty ? null : bias[i], inputGradient, plane, (s.Rows.Input, s.Columns.Input), row, column, epilogue);
                }
            }
        }
    }

    /// <summary>
    /// weightGradient = Σ input · outputGradient: for each of the sixteen products a chain over image, tile row and tile column for each chunk of
    /// <see cref="ConvolutionShape.ImagesInChunk"/> images, and the sums of the chunks added in order before they are transformed.
    /// </summary>
    public static void Weight(in ConvolutionShape s, ReadOnlySpan<Real> input, ReadOnlySpan<Real> outputGradient, Span<Real> weightGradient)
    {
        for (int o = 0; o < s.OutChannels; o++)
        {
            for (int i = 0; i < s.InPerGroup; i++)
            {
                Lanes1[] total = WeightProducts(s, input, outputGradient, o, i);
                Lanes1[] taps = new Lanes1[s.Taps];
                for (int j = 0; j < Winograd.Points; j++)
                {
                    int k = j * Winograd.Points;
                    WinogradTransform.WeightGradient(total[k], total[k + 1], total[k + 2], total[k + 3], out total[k], out total[k + 1], out total[k + 2]);
                }

                for (int j = 0; j < Winograd.Taps; j++)
                    WinogradTransform.WeightGradient(total[j], total[4 + j], total[8 + j], total[12 + j], out taps[j], out taps[3 + j], out taps[6 + j]);
                for (int k = 0; k < s.Taps; k++)
                    Lanes1.Store(taps[k], ref weightGradient[(((o * s.InPerGroup) + i) * s.Taps) + k], 0);
            }
        }
    }

    private static Lanes1[] WeightProducts(in ConvolutionShape s, ReadOnlySpan<Real> input, ReadOnlySpan<Real> outputGradient, int o, int i)
    {
        Lanes1[] total = new Lanes1[Winograd.Products];
        int channel = (o / s.OutPerGroup * s.InPerGroup) + i;
        for (int first = 0; first < s.Images; first += s.ImagesInChunk)
        {
            Lanes1[] products = new Lanes1[Winograd.Products];
            for (int image = first; image < Math.Min(first + s.ImagesInChunk, s.Images); image++)
            {
                for (int row = 0; row < s.Rows.Output; row += Winograd.Sums)
                {
                    for (int column = 0; column < s.Columns.Output; column += Winograd.Sums)
                    {
                        Lanes1[] x = Read(input, (image * s.InChannels) + channel, s.Rows, s.Columns, row - s.Rows.Padding, column - s.Columns.Padding);
                        Add(products, x, Gradient(outputGradient, (image * s.OutChannels) + o, (s.Rows.Output, s.Columns.Output), row, column));
                    }
                }
            }

            total = first == 0 ? products : [.. total.Zip(products, (sum, more) => sum + more)];
        }

        return total;
    }

    // The axis along which the gradient of the input goes: the output's gradient is what it reads.
    private static ConvolutionAxis Turned(ConvolutionAxis axis) => new(axis.Output, axis.Input, axis.Kernel, 1, axis.Kernel - 1 - axis.Padding, 1);

    private static void Add(Lanes1[] products, Lanes1[] left, Lanes1[] right)
    {
        for (int k = 0; k < products.Length; k++)
            products[k] = Lanes1.FusedMultiplyAdd(left[k], right[k], products[k]);
    }

    private static Lanes1 At(ReadOnlySpan<Real> planes, int plane, (int Rows, int Columns) size, int row, int column) =>
        Lanes1.All((uint)row < (uint)size.Rows && (uint)column < (uint)size.Columns ? planes[(((plane * size.Rows) + row) * size.Columns) + column] : 0);

    // The transformed weights of every kernel.
    private static Lanes1[][] Factors(ReadOnlySpan<Real> weight, bool isReversed)
    {
        const int Taps = Winograd.Taps * Winograd.Taps;
        Lanes1[][] factors = new Lanes1[weight.Length / Taps][];
        for (int kernel = 0; kernel < factors.Length; kernel++)
        {
            Lanes1[] g = new Lanes1[Taps], p = new Lanes1[Winograd.Products], rows = new Lanes1[Winograd.Taps * Winograd.Points];
            for (int k = 0; k < Taps; k++)
                g[k] = Lanes1.All(weight[(kernel * Taps) + (isReversed ? Taps - 1 - k : k)]);
            for (int i = 0, j = 0; i < Taps; i += 3, j += 4)
                WinogradTransform.Weights(g[i], g[i + 1], g[i + 2], out rows[j], out rows[j + 1], out rows[j + 2], out rows[j + 3]);
            for (int j = 0; j < Winograd.Points; j++)
                WinogradTransform.Weights(rows[j], rows[4 + j], rows[8 + j], out p[j], out p[4 + j], out p[8 + j], out p[12 + j]);
            factors[kernel] = p;
        }

        return factors;
    }

    // What a tile reads, transformed.
    private static Lanes1[] Read(ReadOnlySpan<Real> planes, int plane, ConvolutionAxis rows, ConvolutionAxis columns, int row, int column)
    {
        Lanes1[] x = new Lanes1[Winograd.Products];
        for (int k = 0; k < x.Length; k++)
            x[k] = At(planes, plane, (rows.Input, columns.Input), row + (k / Winograd.Points), column + (k % Winograd.Points));
        for (int k = 0; k < x.Length; k += 4)
            WinogradTransform.Input(x[k], x[k + 1], x[k + 2], x[k + 3], out x[k], out x[k + 1], out x[k + 2], out x[k + 3]);
        for (int j = 0; j < Winograd.Points; j++)
            WinogradTransform.Input(x[j], x[4 + j], x[8 + j], x[12 + j], out x[j], out x[4 + j], out x[8 + j], out x[12 + j]);
        return x;
    }

    // The gradients of a tile's sums, transformed.
    private static Lanes1[] Gradient(ReadOnlySpan<Real> gradient, int plane, (int Rows, int Columns) size, int row, int column)
    {
        Lanes1[] p = new Lanes1[Winograd.Products];
        for (int i = 0; i < Winograd.Sums; i++)
        {
            Lanes1 left = At(gradient, plane, size, row + i, column), right = At(gradient, plane, size, row + i, column + 1);
            WinogradTransform.Gradient(left, right, out p[4 * i], out p[(4 * i) + 1], out p[(4 * i) + 2], out p[(4 * i) + 3]);
        }

        for (int j = 0; j < Winograd.Points; j++)
            WinogradTransform.Gradient(p[j], p[4 + j], out p[j], out p[4 + j], out p[8 + j], out p[12 + j]);
        return p;
    }

    private static void Store<TEpilogue>(
        Lanes1[] products, Real? bias, Span<Real> target, int plane, (int Rows, int Columns) size, int row, int column, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue
    {
        Lanes1[] halves = new Lanes1[Winograd.Points * Winograd.Sums], sums = new Lanes1[Winograd.Sums * Winograd.Sums];
        for (int i = 0; i < Winograd.Points; i++)
            WinogradTransform.Sums(products[4 * i], products[(4 * i) + 1], products[(4 * i) + 2], products[(4 * i) + 3], out halves[2 * i], out halves[(2 * i) + 1]);
        for (int j = 0; j < Winograd.Sums; j++)
            WinogradTransform.Sums(halves[j], halves[2 + j], halves[4 + j], halves[6 + j], out sums[j], out sums[2 + j]);
        for (int k = 0; k < sums.Length; k++)
        {
            int r = row + (k / Winograd.Sums), c = column + (k % Winograd.Sums);
            if (r < size.Rows && c < size.Columns)
                Lanes1.Store(epilogue.Value(bias is { } add ? sums[k] + Lanes1.All(add) : sums[k]), ref target[(((plane * size.Rows) + r) * size.Columns) + c], 0);
        }
    }
}
