using System.Globalization;
using FluentAssertions;
using Xunit;

namespace NeuralCore.Datasets.Tests;

public class CultureTests
{
    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public async Task TextsDoNotDependOnTheCulture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            ((Action)(() => IdxBytes.Read("<html>"u8.ToArray()))).Should().Throw<DataFormatException>().WithMessage("*0x3C 0x68*");
            using var download = new MnistDownloadTests();
            await download.GivesUpOnAServerThatFallsSilent();
            using var finder = new MnistFinderTests();
            await finder.GivesTheReasonWhenNoDownloadIsAllowed();
            using var folder = new TemporaryFolder();
            SmallMnist.WriteTo(folder, "MNIST/raw");
            Mnist.LoadSameLayout(folder.Path).Train.Count.Should().Be(SmallMnist.TrainCount);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
