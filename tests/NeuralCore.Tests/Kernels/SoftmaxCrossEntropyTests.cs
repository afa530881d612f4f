using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Kernels;

/// <summary>Every width must give the bits of one lane, for every number of classes, and touch nothing outside its rows.</summary>
public sealed unsafe class SoftmaxCrossEntropyTests
{
    private const int Rows = 3;

    [Fact]
    public void Every_width_gives_the_bits_of_one_lane_for_labels()
    {
        for (int classes = 1; classes <= 257; classes++)
        {
            Real[] expected = Labels<Lanes1>(classes);
            Labels<Lanes128>(classes).Should().Equal(expected, "{0} classes at 128 bits", classes);
            Labels<Lanes256>(classes).Should().Equal(expected, "{0} classes at 256 bits", classes);
            Labels<Lanes512>(classes).Should().Equal(expected, "{0} classes at 512 bits", classes);
        }
    }

    [Fact]
    public void Every_width_gives_the_bits_of_one_lane_for_distributions()
    {
        for (int classes = 1; classes <= 257; classes++)
        {
            Real[] expected = Distributions<Lanes1>(classes);
            Distributions<Lanes128>(classes).Should().Equal(expected, "{0} classes at 128 bits", classes);
            Distributions<Lanes256>(classes).Should().Equal(expected, "{0} classes at 256 bits", classes);
            Distributions<Lanes512>(classes).Should().Equal(expected, "{0} classes at 512 bits", classes);
        }
    }

    private static Real[] Labels<V>(int classes)
        where V : struct, ILanes<V>
    {
        using GuardedMemory x = new(Numbers(1, Rows * classes));
        using GuardedMemory labels = new([0, classes - 1, classes / 2]);
        using GuardedMemory weights = new([1, (Real)0.5, 0]);
        using GuardedMemory statistics = new(2 * Rows);
        using GuardedMemory losses = new(Rows);
        using GuardedMemory gradient = new(Rows * classes);
        fixed (Real* px = x.Span, pl = labels.Span, pw = weights.Span, ps = statistics.Span, py = losses.Span, pg = gradient.Span)
        {
            new SoftmaxCrossEntropy.ForwardBody(px, pl, pw, Rows, classes, ps, py).Run<V>(0, Rows);
            new SoftmaxCrossEntropy.BackwardBody(px, pl, pw, ps, Rows, classes, pg).Run<V>(0, Rows);
        }

        return [.. statistics.Span, .. losses.Span, .. gradient.Span];
    }

    private static Real[] Distributions<V>(int classes)
        where V : struct, ILanes<V>
    {
        using GuardedMemory x = new(Numbers(1, Rows * classes), atEnd: false);
        using GuardedMemory q = new(Numbers(2, Rows * classes), atEnd: false);
        using GuardedMemory scales = new([1, (Real)0.5, -2], atEnd: false);
        using GuardedMemory statistics = new(2 * Rows, atEnd: false);
        using GuardedMemory terms = new(Rows * classes, atEnd: false);
        using GuardedMemory losses = new(Rows, atEnd: false);
        using GuardedMemory gradient = new(Rows * classes, atEnd: false);
        using GuardedMemory surprise = new(Rows * classes, atEnd: false);
        fixed (Real* px = x.Span, pq = q.Span, pc = scales.Span, ps = statistics.Span)
        fixed (Real* pt = terms.Span, py = losses.Span, pg = gradient.Span, pr = surprise.Span)
        {
            new SoftmaxCrossEntropy.DistributionBody(px, pq, Rows, classes, ps, pt, py).Run<V>(0, Rows);
            new SoftmaxCrossEntropy.DistributionBackwardBody(px, pq, pc, ps, Rows, classes, pg).Run<V>(0, Rows);
            new SoftmaxCrossEntropy.SurpriseBody(px, pc, (Real)0.9, ps, Rows, classes, pr).Run<V>(0, Rows);
        }

        return [.. statistics.Span, .. terms.Span, .. losses.Span, .. gradient.Span, .. surprise.Span];
    }

    private static Real[] Numbers(ulong seed, int count) => Tensor.Normal(new Rng(seed), count).ToArray();
}
