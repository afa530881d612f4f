using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Kernels;

/// <summary>Loads and stores of the first lanes touch nothing beyond them, at every width, in hardware or not.</summary>
public sealed unsafe class FirstLanesTests
{
    [Fact]
    public void One_lane() => Check<Lanes1>();

    [Fact]
    public void Lanes_of_128_bits() => Check<Lanes128>();

    [Fact]
    public void Lanes_of_256_bits() => Check<Lanes256>();

    [Fact]
    public void Lanes_of_512_bits() => Check<Lanes512>();

    private static void Check<V>()
        where V : struct, ILanes<V>
    {
        for (int count = 0; count <= V.Count; count++)
        {
            foreach (bool atEnd in (bool[])[true, false])
            {
                using GuardedMemory source = new(TestNumbers.Plain(count, 1), atEnd);
                using GuardedMemory target = new(count, atEnd);
                using GuardedMemory another = new(count, atEnd);
                fixed (Real* ps = source.Span, pt = target.Span, pa = another.Span)
                {
                    V value = V.LoadFirst(ps, count);
                    Numbers(value).Should().Equal([.. source.Span, .. new Real[V.Count - count]]);
                    V.StoreFirst(value, pt, count);
                    FewLanes.Store(FewLanes.Load<V>(ps, count), pa, count);
                }

                target.Span.ToArray().Should().Equal(source.Span.ToArray());
                another.Span.ToArray().Should().Equal(source.Span.ToArray());
            }

            V mask = V.Where(V.FirstLanes(count), V.All(1), V.All(0));
            Numbers(mask).Should().Equal(Enumerable.Range(0, V.Count).Select(lane => (Real)(lane < count ? 1 : 0)));
        }

        Real[] numbers = TestNumbers.Plain(V.Count, 2);
        V all = V.Load(in numbers[0], 0);
        V.Number(all).Should().Be(numbers[0]);
        foreach (int lanes in ((int[])[1, 2, 4, 8]).Where(lanes => lanes < V.Count))
            Numbers(V.Rotate(all, lanes)).Should().Equal([.. numbers[lanes..], .. numbers[..lanes]]);
    }

    private static Real[] Numbers<V>(V value)
        where V : struct, ILanes<V>
    {
        Real[] numbers = new Real[V.Count];
        V.Store(value, ref numbers[0], 0);
        return numbers;
    }
}
