using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NeuralCore;

internal static partial class Throw
{
    private const string CopyWeightsAgain = "Copy or download the file again.";

    [DoesNotReturn]
    public static void NoFolder(string path, string folder) => throw new DirectoryNotFoundException(
        $"Save: the folder {folder} of {path} does not exist. Create it first, or choose another path.");

    [DoesNotReturn]
    public static void WeightName(string name) => throw new ArgumentException(
        $"Save: the name \"{name}\" is empty, given twice, or kept by the format for itself. Give each tensor a name of its own.");

    [DoesNotReturn]
    public static void WeightFileTooShort(string file, long length) => WeightFile(
        file, $"it has {length} bytes, and a safetensors file has at least 10. {CopyWeightsAgain}");

    [DoesNotReturn]
    public static void WeightHeaderLength(string file, ulong length, long most) => WeightFile(
        file, $"bytes 0 to 7 give the length of the header as {length}, expected 2 to {most}. "
        + $"This is no safetensors file, or it is cut off. {CopyWeightsAgain}");

    [DoesNotReturn]
    public static void WeightHeader(string file, long position, Exception problem) => WeightFile(
        file,
        $"the header is wrong near byte {position}: {problem.Message.TrimEnd('.')}. "
        + "Write the file again with a program that follows the format.",
        problem);

    [DoesNotReturn]
    public static void WeightPlace(string file, string name, long begin, long end, long expected) => WeightFile(
        file, $"the numbers of tensor \"{name}\" are at {begin} to {end} after the header, but those before it end at {expected}. "
        + "There must be no gap and no overlap. Write the file again with a program that follows the format.");

    [DoesNotReturn]
    public static void WeightDataLength(string file, long actual, long expected) => WeightFile(
        file, $"{actual} bytes follow the header, and the tensors in it need {expected}. "
        + (actual < expected ? "The file is cut off. " : "Something was added to the file. ") + CopyWeightsAgain);

    [DoesNotReturn]
    public static void WeightFileShrank(string file, string name) => WeightFile(
        file, $"the file became shorter while tensor \"{name}\" was read. Wait until nobody writes it, and load it again.");

    [DoesNotReturn]
    public static void WeightTooLarge(string file, string name, string type, long position) => WeightFile(
        file, $"tensor \"{name}\" holds at byte {position} a {type} number beyond {Real.MaxValue.ToString(CultureInfo.InvariantCulture)}, "
        + $"the largest that a tensor can hold. Convert the weights to single precision where they were made.");

    [DoesNotReturn]
    public static void WeightsDoNotFit(
        string file,
        (string Name, string Text)[] missing,
        (string Name, string Text)[] unexpected,
        (string Name, string Text)[] misshapen) =>
        throw new WeightMismatchException(
            $"{file}: these weights are not those of the model, and nothing was changed."
                + Lines("Missing in the file", missing)
                + Lines("Unexpected in the file", unexpected)
                + Lines("Of another shape in the file", misshapen)
                + "\nBuild the model with the layers and sizes that the file was saved from; SafeTensors.Load reads single tensors.",
            [.. missing.Select(static pair => pair.Name)],
            [.. unexpected.Select(static pair => pair.Name)],
            [.. misshapen.Select(static pair => pair.Name)]);

    [DoesNotReturn]
    public static void NoCheckpointText(string file, string name) => WeightFile(
        file, $"there is no \"{name}\" in its metadata, so it is not a checkpoint of such a model. "
        + "Weights alone are loaded with model.Load(path).");

    [DoesNotReturn]
    public static void BadCheckpointText(string file, string name, string text, string expected) => WeightFile(
        file, $"\"{name}\" in its metadata is \"{text}\", expected {expected}. {CopyWeightsAgain}");

    [DoesNotReturn]
    public static void OtherArithmetic(string file, string saved, string current) => throw new InvalidOperationException(
        $"{file}: the checkpoint was made under arithmetic {saved}, and this version computes under arithmetic {current}, "
        + "so the run could not go on with the same bits. Resume it with the version that began it, or load its weights alone.");

    [DoesNotReturn]
    public static void OtherOptimizer(string file, string saved, string given) => throw new InvalidOperationException(
        $"{file}: the checkpoint was made with the optimizer {saved}, and {given} was given. "
        + $"Create a {saved} with the settings of that run.");

    [DoesNotReturn]
    public static void OtherOrder(string file, string saved, string given) => throw new InvalidOperationException(
        $"{file}: the checkpoint was made with {saved}, and the loader given has {given}, so the run would go on differently. "
        + "Build the loader as in that run. To train on other batches from these weights, read them with SafeTensors.Load.");

    [DoesNotReturn]
    public static void NoDropoutHere(string file, string layer) => throw new InvalidOperationException(
        $"{file}: layer \"{layer}\" of the saved model is a Dropout, and this model has none there, so the run would go on differently. "
        + "Build the model as it was saved.");

    [DoesNotReturn]
    public static void OtherRandomNumbers(string file, string layer, (ulong Seed, ulong Stream) saved, (ulong Seed, ulong Stream) given) =>
        throw new InvalidOperationException(
            $"{file}: layer \"{layer}\" dropped with seed {saved.Seed} and stream {saved.Stream}, this model's has seed {given.Seed} "
            + $"and stream {given.Stream}, so the run would go on differently. "
            + "Set GlobalRandom.Seed as in that run, and build the layers in the same order.");

    private static string Lines(string title, (string Name, string Text)[] items)
    {
        // More would scroll the first ones away; the exception's lists have them all.
        const int shown = 20;
        return items.Length == 0
            ? ""
            : $"\n{title} ({items.Length}): " + string.Join("; ", items.Take(shown).Select(static pair => pair.Text))
                + (items.Length > shown ? $"; and {items.Length - shown} more." : ".");
    }

    [DoesNotReturn]
    private static void WeightFile(string file, string problem, Exception? cause = null) => throw new WeightFileException(
        file, $"{file}: {problem}", cause);

    [DoesNotReturn]
    public static void MetadataTaken(string name) => throw new ArgumentException(
        $"Save: the text \"{name}\" is one that the library writes itself. Give yours another name.", nameof(name));
}
