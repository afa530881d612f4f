namespace NeuralCore.Kernels;

/// <summary>Chooses the kernel for sums over channels and taps.</summary>
internal static class Convolution
{
    /// <summary>Computes all sums at the widest bundle that this processor has.</summary>
    public static void Run<TEpilogue>(in TapProduct<TEpilogue> product)
        where TEpilogue : struct, IEpilogue => Lanes.Run(new Whole<TEpilogue>(product), 0, 1);

    private readonly struct Whole<TEpilogue>(TapProduct<TEpilogue> product) : ILaneBody
        where TEpilogue : struct, IEpilogue
    {
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            if (product.IsContiguous(product.Rows.Target, product.Columns.Target) && Winograd.Fits(product.Rows, product.Columns, product.Groups, product.Depth, product.Height))
                WinogradKernel<V, TEpilogue>.Run(product);
            else
                TapKernel<V, TEpilogue>.Run(product);
        }
    }
}
