using NeuralCore.Kernels;
using NeuralCore.Operations;
using NeuralCore.Storage;

namespace NeuralCore;

/// <summary>
/// The packed forms of the weights that a computation reads which is run again and again, by their place in its order. Any number of threads
/// may ask at once. What it gives holds what the weight holds at that moment.
/// </summary>
/// <remarks>
/// A weight is packed when it is met for the second time with the same version, so that neither a single run nor one after each step of
/// training pays for it; and each time that a packed form is outdated the next one waits for twice as many meetings, so that steps of training
/// with some runs after each do not pay much either. Memory that others can write to unseen is never kept packed. Packed numbers are not changed any more, and left to the
/// garbage collector when the weight has changed, because other threads may still read them.
/// </remarks>
internal sealed class PackedWeights
{
    private readonly Lock growing = new();
    private Entry?[] entries = [];

    /// <summary>The weight at a place in its packed form; null where it is to be read as it is.</summary>
    public PackedNumbers? Find<TPacking>(int place, Tensor weight, TPacking packing)
        where TPacking : struct, IWeightPacking, IEquatable<TPacking>
    {
        Entry?[] all = Volatile.Read(ref entries);
        if (place < all.Length && all[place] is Entry<TPacking> entry && entry.Is(weight, packing))
            return entry.Current(weight);
        Put(place, new Entry<TPacking>(weight, packing));
        return null;
    }

    private void Put(int place, Entry entry)
    {
        lock (growing)
        {
            Entry?[] all = new Entry?[Math.Max(entries.Length, place + 1)];
            entries.CopyTo(all, 0);
            all[place] = entry;
            Volatile.Write(ref entries, all);
        }
    }

    private abstract class Entry
    {
    }

    private sealed class Entry<TPacking>(Tensor weight, TPacking packing) : Entry
        where TPacking : struct, IWeightPacking, IEquatable<TPacking>
    {
        // By then a form that is worth its packing has been read often enough, and one that is not is rare.
        private const int MostPatience = 64;

        private readonly Lock packs = new();
        private int lastVersion = weight.Block.Version, meetings, patience = 1;
        private Packed? packed;

        public bool Is(Tensor other, TPacking otherPacking) => weight.IsSameAs(other) && packing.Equals(otherPacking);

        public PackedNumbers? Current(Tensor weight)
        {
            // The version first: who makes the memory visible to others does so before they change it.
            Block block = weight.Block;
            int version = block.Version;
            Packed? last = Volatile.Read(ref packed);
            if (last is not null && last.Version == version)
                return last.Numbers;
            return block.IsExposed && last is null ? null : Refresh(weight);
        }

        // Whoever comes while another thread packs reads the weight as it is.
        private PackedNumbers? Refresh(Tensor weight)
        {
            if (!packs.TryEnter())
                return null;
            try
            {
                return RefreshAlone(weight);
            }
            finally
            {
                packs.Exit();
            }
        }

        private PackedNumbers? RefreshAlone(Tensor weight)
        {
            int version = weight.Block.Version;
            if (packed?.Version == version)
                return packed.Numbers;
            if (packed is not null)
            {
                Volatile.Write(ref packed, null);
                patience = Math.Min(2 * patience, MostPatience);
            }

            meetings = version == lastVersion ? meetings + 1 : 0;
            lastVersion = version;
            if (meetings < patience || weight.Block.IsExposed)
                return null;
            try
            {
                Volatile.Write(ref packed, new Packed(version, packing.Pack(weight.Values)));
            }
            catch (OutOfMemoryException)
            {
                // It goes without, as in the first call; to try again at each would only take time.
                patience = int.MaxValue;
            }

            return packed?.Numbers;
        }
    }

    private sealed record Packed(int Version, PackedNumbers Numbers);
}
