namespace NeuralCore.Operations;

/// <summary>What operations on images [batch, channels, height, width] and lines [batch, channels, length] ask of a shape.</summary>
internal static class ImageAxes
{
    /// <summary>The axes as a message writes them, with the number of channels where it is known.</summary>
    public static string Written(bool isLine, string channels = "channels") =>
        isLine ? $"[batch, {channels}, length]" : $"[batch, {channels}, height, width]";

    /// <summary>Refuses shapes with more or fewer axes.</summary>
    public static void CheckRank(Shape shape, bool isLine, string operation)
    {
        if (shape.Rank != (isLine ? 3 : 4))
            Throw.NotImages(operation, Written(isLine), shape);
    }

    /// <summary>Refuses shapes without numbers along an axis behind the first two.</summary>
    public static void CheckPixels(Shape shape, string operation)
    {
        for (int axis = 2; axis < shape.Rank; axis++)
        {
            if (shape[axis] == 0)
                Throw.NoPixels(operation, axis, shape);
        }
    }
}
