using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.IO;

public sealed class SafeTensorsTests : IDisposable
{
    private readonly SafeTensorsFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public void Tensors_of_all_ranks_come_back_as_they_were()
    {
        (string Name, Tensor Tensor)[] tensors =
        [
            ("scalar", Tensor.Scalar((Real)(-0.0))),
            ("empty", Tensor.Zeros(0, 3)),
            ("special", Tensor.From([Real.NaN, Real.NegativeInfinity, Real.Epsilon, Real.MaxValue])),
            ("layer.0.weight \"ü\" \n", Tensor.Normal(new Rng(1), 7, 5, 3)),
            ("large", Tensor.Normal(new Rng(2), 50_001)),
        ];
        SafeTensors.Save(file.Path, tensors, new Dictionary<string, string> { ["b"] = "two", ["a"] = "é" });

        SafeTensorsContent content = SafeTensors.Load(file.Path);
        content.Metadata.Should().Equal(new Dictionary<string, string> { ["a"] = "é", ["b"] = "two" });
        content.Tensors.Keys.Should().BeEquivalentTo(tensors.Select(pair => pair.Name));
        foreach ((string name, Tensor tensor) in tensors)
        {
            content.Tensors[name].Shape.Should().Be(tensor.Shape);
            Bits(content.Tensors[name]).Should().Equal(Bits(tensor));
        }
    }

    [Fact]
    public void The_bytes_are_those_of_the_format_and_the_same_each_time()
    {
        SafeTensors.Save(file.Path, [("w", Tensor.From([1, -2], 1, 2)), ("b", Tensor.Scalar(3))], new Dictionary<string, string> { ["format"] = "pt" });
        byte[] bytes = File.ReadAllBytes(file.Path);

        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        (length % 8).Should().Be(0);
        Encoding.UTF8.GetString(bytes, 8, length).TrimEnd(' ').Should().Be(
            """{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}""");
        bytes[(8 + length)..].Should().Equal(0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0, 0, 0x40, 0x40);

        SafeTensors.Save(file.Path, [("w", Tensor.From([1, -2], 1, 2)), ("b", Tensor.Scalar(3))], new Dictionary<string, string> { ["format"] = "pt" });
        File.ReadAllBytes(file.Path).Should().Equal(bytes);
    }

    [Theory]
    [InlineData("F64", "000000000000F03F000000000000E0BF")]
    [InlineData("F32", "0000803F000000BF")]
    [InlineData("F16", "003C00B8")]
    [InlineData("BF16", "803F00BF")]
    public void Other_real_types_are_converted(string type, string data)
    {
        byte[] bytes = Convert.FromHexString(data);
        file.Write($$$"""{"x":{"dtype":"{{{type}}}","shape":[2],"data_offsets":[0,{{{bytes.Length}}}]}}""", bytes);
        SafeTensors.Load(file.Path).Tensors["x"].ToArray().Should().Equal((Real)1, (Real)(-0.5));
    }

    [Theory]
    [InlineData("I64", "FEFFFFFFFFFFFFFF", -2)]
    [InlineData("I32", "FEFFFFFF", -2)]
    [InlineData("I16", "FEFF", -2)]
    [InlineData("I8", "FE", -2)]
    [InlineData("U64", "0100000000000080", 9223372036854775808.0)]
    [InlineData("U32", "FEFFFFFF", 4294967296.0)]
    [InlineData("U16", "FEFF", 65534)]
    [InlineData("U8", "FE", 254)]
    [InlineData("BOOL", "01", 1)]
    public void Whole_numbers_are_converted(string type, string data, double expected)
    {
        byte[] bytes = Convert.FromHexString(data);
        file.Write($$$"""{"x":{"dtype":"{{{type}}}","shape":[],"data_offsets":[0,{{{bytes.Length}}}]}}""", bytes);
        SafeTensors.Load(file.Path).Tensors["x"].Item().Should().Be((Real)expected);
    }

    [Fact]
    public void A_number_too_large_for_single_precision_is_refused()
    {
        string header = """{"x":{"dtype":"F64","shape":[2],"data_offsets":[0,16]}}""";
        byte[] data = new byte[16];
        BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(8), 1e300);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Load(SafeTensorsFile.Bytes(header, data)).Should().Throw<WeightFileException>().WithMessage(
                $"*: tensor \"x\" holds at byte {8 + header.Length + 8} a F64 number beyond 3.4028235E+38, *");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(8), double.PositiveInfinity);
        Load(SafeTensorsFile.Bytes(header, data)).Should().NotThrow("infinity itself can be held");
    }

    [Theory]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"x":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}}""", "the name \"x\" is there twice")]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"},"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "the metadata name \"a\" is there twice")]
    [InlineData("""{"__metadata__":{"a":1},"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "a String is expected, and a Number is there")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "tensor \"x\" has 4 bytes (0 to 4), but F32 [2] needs 8")]
    [InlineData("""{"x":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}""", "tensor \"x\" has the type F8_E4M3; known are F64, F32, F16, BF16, I64")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1]}}""", "tensor \"x\" lacks one of dtype, shape and data_offsets")]
    [InlineData("""{"x":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "tensor \"x\" has a second or unknown \"dtype\"")]
    [InlineData("""{"x":{"dtype":"F32","stride":[1],"shape":[1],"data_offsets":[0,4]}}""", "tensor \"x\" has a second or unknown \"stride\"")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "a size or an offset that is not a whole number of 0 or more")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", "a size or an offset that is not a whole number of 0 or more")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", "is not a beginning and an end after it")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", "is not a beginning and an end after it")]
    [InlineData("""{"x":{"dtype":"U8","shape":[3000000000],"data_offsets":[0,3000000000]}}""", "an axis of size 3000000000; a tensor holds at most")]
    [InlineData("""{"x":{"dtype":"U8","shape":[2147483647,2147483647,4],"data_offsets":[0,4]}}""", "tensor \"x\" is too large")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}   x""", "the header is wrong near byte")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},}""", "the header is wrong near byte")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "the header is wrong near byte")]
    [InlineData("""["x"]""", "it begins with byte 0x5B instead of an opening brace")]
    [InlineData("""{"x":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}}""", "the numbers of tensor \"x\" are at 4 to 4 after the header, but those before it end at 0")]
    [InlineData("""{"x":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"y":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}""", "\"y\" are at 2 to 4 after the header, but those before it end at 3")]
    [InlineData("""{"x":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""", "4 bytes follow the header, and the tensors in it need 8. The file is cut off.")]
    [InlineData("""{"x":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}""", "4 bytes follow the header, and the tensors in it need 3. Something was added")]
    [InlineData("{}", "4 bytes follow the header, and the tensors in it need 0")]
    public void A_header_that_breaks_the_rules_is_refused(string header, string problem)
    {
        WeightFileException thrown = Load(SafeTensorsFile.Bytes(header, 1, 2, 3, 4)).Should().Throw<WeightFileException>().Which;
        thrown.Message.Should().StartWith($"{file.Path}: ").And.Contain(problem);
        thrown.File.Should().Be(file.Path);
    }

    [Theory]
    [InlineData("00000000", "it has 4 bytes, and a safetensors file has at least 10")]
    [InlineData("0000000000000000", "give the length of the header as 0, expected 2 to 0")]
    [InlineData("FFFFFFFFFFFFFFFF7B7D", "give the length of the header as 18446744073709551615, expected 2 to 2")]
    [InlineData("03000000000000007B7D", "give the length of the header as 3, expected 2 to 2")]
    [InlineData("0200000000000000FF7D", "it begins with byte 0xFF")]
    public void A_file_that_is_none_is_refused(string bytes, string problem) =>
        Load(Convert.FromHexString(bytes)).Should().Throw<WeightFileException>().WithMessage($"*{problem}*");

    [Fact]
    public void Spaces_after_the_header_and_no_tensors_at_all_are_right()
    {
        Load(SafeTensorsFile.Bytes("{}      ")).Should().NotThrow();
        SafeTensors.Load(file.Write("""{"y":{"dtype":"U8","shape":[1],"data_offsets":[1,2]},"x":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}  """, 7, 9))
            .Tensors["y"].Item().Should().Be(9, "names may come in any order");
    }

    [Fact]
    public void Names_must_be_there_once()
    {
        foreach (string name in new[] { "", "__metadata__", "a" })
        {
            Action save = () => SafeTensors.Save(file.Path, [("a", Tensor.Ones(1)), (name, Tensor.Ones(1))]);
            save.Should().Throw<ArgumentException>().WithMessage($"Save: the name \"{name}\" *");
        }

        File.Exists(file.Path).Should().BeFalse();
    }

    [Fact]
    public void Loaded_tensors_outlive_an_open_step_scope()
    {
        SafeTensors.Save(file.Path, [("a", Tensor.Ones(3))]);
        Tensor loaded;
        using (new StepScope())
            loaded = SafeTensors.Load(file.Path).Tensors["a"];
        loaded.ToArray().Should().Equal(1, 1, 1);
    }

    private static IEnumerable<uint> Bits(Tensor tensor) => tensor.ToArray().Select(BitConverter.SingleToUInt32Bits);

    private Action Load(byte[] bytes) => () => SafeTensors.Load(file.Write(bytes));
}
