namespace MnistSample;

/// <summary>The file a picture is read from, and what to say when it cannot be.</summary>
internal sealed record PictureSource(string Path, string Format)
{
    public InputException Damaged(long offset, string problem) => new(FormattableString.Invariant(
        $"{Path}, byte {offset}: damaged {Format} file: {problem}. Copy or save the picture again."));

    public InputException Damaged(string problem) =>
        new($"{Path}: damaged {Format} file: {problem}. Copy or save the picture again.");

    public InputException Unsupported(string problem, string advice) =>
        new($"{Path}: {problem}, which is not supported. {advice}");

    public void CheckSize(uint width, uint height)
    {
        if (width == 0 || height == 0)
            throw Damaged(FormattableString.Invariant($"the size is {width} x {height}"));
        if ((ulong)width * height > GreyImage.MaximumPixels)
        {
            throw Unsupported(
                FormattableString.Invariant($"the picture has {width} x {height} pixels, more than {GreyImage.MaximumPixels}"),
                "Make it smaller: 28 x 28 is what the network sees.");
        }
    }
}
