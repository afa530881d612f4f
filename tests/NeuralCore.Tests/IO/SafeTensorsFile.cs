using System.Buffers.Binary;
using System.Text;

namespace NeuralCore.Tests.IO;

/// <summary>Files written by hand, right and wrong, in a folder of their own that goes away.</summary>
internal sealed class SafeTensorsFile : IDisposable
{
    public SafeTensorsFile() => Folder = Directory.CreateTempSubdirectory("neuralcore-").FullName;

    public string Folder { get; }

    public string Path => System.IO.Path.Combine(Folder, "weights.safetensors");

    public static byte[] Bytes(string header, params ReadOnlySpan<byte> data)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] bytes = new byte[8 + json.Length + data.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)json.Length);
        json.CopyTo(bytes, 8);
        data.CopyTo(bytes.AsSpan(8 + json.Length));
        return bytes;
    }

    public string Write(byte[] bytes)
    {
        File.WriteAllBytes(Path, bytes);
        return Path;
    }

    public string Write(string header, params ReadOnlySpan<byte> data) => Write(Bytes(header, data));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
