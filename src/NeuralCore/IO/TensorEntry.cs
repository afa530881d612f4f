namespace NeuralCore.IO;

/// <summary>
/// What the header of a safetensors file says about one tensor. Its numbers are the bytes from Begin up to End, counted from the end of the
/// header.
/// </summary>
internal sealed record TensorEntry(string Name, ElementType Type, Shape Shape, long Begin, long End);
