using System.Diagnostics.CodeAnalysis;

namespace NeuralCore.Datasets;

internal static partial class Throw
{
    private const string CopyAgain = "Copy or download the file again.";
    private const string Content = "content";
    private const string Wrapping = "gzip file";

    [DoesNotReturn]
    public static void IdxTooShortForHeader(string file, long length, int needed) =>
        Format(
            file, length, Content, Text($"the file ends inside the IDX header: {length} bytes are there, {needed} are needed."), CopyAgain);

    [DoesNotReturn]
    public static void IdxMagic(string file, int first, int second) =>
        Format(
            file,
            first != 0 ? 0 : 1,
            Content,
            Text($"not an IDX file. It begins with 0x{first:X2} 0x{second:X2}, expected 0x00 0x00."),
            "Give an IDX file, plain or packed with gzip; a web page saved under this name also looks like this.");

    [DoesNotReturn]
    public static void IdxElementType(string file, int code) =>
        Format(
            file,
            2,
            Content,
            Text($"unknown IDX element type 0x{code:X2}, expected 0x08 (unsigned byte), 0x09 (signed byte), 0x0B (16-bit integer), ")
                + "0x0C (32-bit integer), 0x0D (single) or 0x0E (double).",
            CopyAgain);

    [DoesNotReturn]
    public static void IdxNoDimensions(string file) =>
        Format(file, 3, Content, "the number of dimensions is 0, expected 1 to 255.", CopyAgain);

    [DoesNotReturn]
    public static void IdxDimension(string file, int axis, uint size) =>
        Format(
            file, 4 + (4L * axis), Content, Text($"the size of dimension {axis} is {size}, expected 1 to {int.MaxValue}."), CopyAgain);

    [DoesNotReturn]
    public static void IdxTooLarge(string file, int rank, string shape, UInt128 bytes, long limit) =>
        Format(
            file,
            4 + (4L * rank),
            Content,
            Text($"the header announces {shape} = {bytes} bytes of numbers, more than the limit of {limit}."),
            "If the file is known to be good, pass a larger maximumBytes (an array holds at most 2147483591 numbers).");

    [DoesNotReturn]
    public static void IdxLength(string file, string shape, long announced, long actual) =>
        Format(
            file,
            Math.Min(actual, announced),
            Content,
            Text($"the header announces {shape}, {announced} bytes in all, but the content has {actual} ")
                + (actual < announced ? "(the file was cut short)." : "(something follows the numbers)."),
            CopyAgain);

    [DoesNotReturn]
    public static void IdxEndedEarly(string file, long offset, long expected) =>
        Format(file, offset, Content, Text($"the content ended after {offset} bytes, expected {expected}."), CopyAgain);

    [DoesNotReturn]
    public static void GzipTooShort(string file, long length) =>
        Format(file, length, Wrapping, Text($"the file has {length} bytes; header and trailer alone need 18."), CopyAgain);

    [DoesNotReturn]
    public static void GzipHeader(string file, int offset, string what, int got, int expected) =>
        Format(file, offset, Wrapping, Text($"{what} is 0x{got:X2}, expected 0x{expected:X2}."), CopyAgain);

    [DoesNotReturn]
    public static void GzipFlags(string file, int flags) =>
        Format(file, 3, Wrapping, Text($"the flags are 0x{flags:X2}, but bits 5 to 7 are reserved and must be 0."), CopyAgain);

    [DoesNotReturn]
    public static void GzipHeaderEnds(string file, long offset) =>
        Format(file, offset, Wrapping, "the file ends inside the gzip header.", CopyAgain);

    [DoesNotReturn]
    public static void GzipHeaderChecksum(string file, long offset, int got, int expected) =>
        Format(file, offset, Wrapping, Text($"the header has the checksum 0x{expected:X4}, but the file says 0x{got:X4}."), CopyAgain);

    [DoesNotReturn]
    public static void GzipRatio(string file, long offset, long packed, long unpacked) =>
        Format(
            file,
            offset,
            Wrapping,
            Text($"the trailer announces {unpacked} bytes, but {packed} packed bytes hold at most {packed * GzipContent.LargestRatio}."),
            CopyAgain);

    [DoesNotReturn]
    public static void GzipDamaged(string file, long offset, Exception? cause) =>
        Format(file, offset, Content, "the packed data is damaged and cannot be unpacked further.", CopyAgain, cause);

    [DoesNotReturn]
    public static void GzipTrailing(string file, long offset) =>
        Format(
            file,
            offset,
            Wrapping,
            "the packed data does not end just before the 8 bytes of the trailer: something was cut off or added.",
            "Copy or download the file again; a file made of several gzip members must be unpacked first.");

    [DoesNotReturn]
    public static void GzipChecksum(string file, long offset, uint got, uint expected) =>
        Format(file, offset, Wrapping, Text($"the content has the checksum 0x{got:X8}, but the trailer says 0x{expected:X8}."), CopyAgain);

    [DoesNotReturn]
    public static void GzipSize(string file, long offset, long got, uint expected) =>
        Format(file, offset, Wrapping, Text($"the content has {got} bytes, but the trailer says {expected}."), CopyAgain);

    [DoesNotReturn]
    public static void StreamCannotSeek(string parameter) =>
        throw new ArgumentException(
            "The stream cannot seek, so its length cannot be checked before memory is taken. Copy it to a file or a MemoryStream first.",
            parameter);

    [DoesNotReturn]
    public static void IdxValuesOfOtherType(string file, IdxElementType holds, Type asked) =>
        throw new InvalidOperationException(
            Text($"{file} holds numbers of type {holds}, but Values<{asked.Name}> was asked for. ")
                + "Ask for the type that ElementType names, or use ToSingles.");
}
