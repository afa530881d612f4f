using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Basics;

/// <summary>Alone, because a seed counts for everybody who has none.</summary>
[Collection(ProcessSettings.Collection)]
public sealed class GlobalRandomTests
{
    [Fact]
    public async Task Code_without_a_seed_takes_no_stream_from_code_with_one()
    {
        ulong[] alone = await Task.Run(() => Streams(disturbed: false));
        ulong[] disturbed = await Task.Run(() => Streams(disturbed: true));
        disturbed.Should().Equal(alone);

        static ulong[] Streams(bool disturbed)
        {
            GlobalRandom.Seed = 8;
            List<ulong> streams = [];
            for (int i = 0; i < 3; i++)
            {
                streams.Add(GlobalRandom.NextStream().Stream);
                if (disturbed)
                    Outside().Should().NotBe(0);
            }

            return [.. streams];
        }
    }

    [Fact]
    public async Task What_follows_an_await_that_set_the_seed_goes_on_with_its_numbering()
    {
        ulong[] first = await Task.Run(() =>
        {
            GlobalRandom.Seed = 9;
            return new[] { GlobalRandom.NextStream().Stream, GlobalRandom.NextStream().Stream };
        });
        ulong[] second = [Outside(), Outside()];
        new[] { first[1] - first[0], second[0] - first[1], second[1] - second[0] }.Should().Equal(1, 1, 1);
    }

    // A thread that does not inherit what flows with this one. A task may be run by the thread that waits for it.
    private static ulong Outside()
    {
        ulong stream = 0;
        Thread thread = new(() => stream = GlobalRandom.NextStream().Stream);
        thread.UnsafeStart();
        thread.Join();
        return stream;
    }
}
