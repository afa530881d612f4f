using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Kernels;

/// <summary>Shapes large enough to be divided among threads, in each of the ways that the product is divided.</summary>
[Collection(ProcessSettings.Collection)]
public sealed class GemmThreadsTests
{
    [Theory]
    [InlineData(190, 130, 257)]
    [InlineData(8, 900, 290)]
    [InlineData(2, 9000, 60)]
    [InlineData(9000, 1, 60)]
    [InlineData(6, 530, 2100)]
    [InlineData(700, 45, 400)]
    [InlineData(130, 70, 2100)]
    [InlineData(14, 1030, 90)]
    public void The_number_of_threads_changes_no_bit(int m, int n, int k)
    {
        var product = new GemmCase(m, n, k, GemmCase.AnyNumbers(21));
        using ProcessSettings.ThreadsScope kept = ProcessSettings.KeepThreads();
        foreach (int threads in new[] { 1, 2, 5 })
        {
            Workers.MaxThreads = threads;
            foreach (int form in new[] { 0, 1, 2, 7 })
                product.CheckForm(form);
        }
    }
}
