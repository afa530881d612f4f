using FluentAssertions;
using Xunit;

namespace NeuralCore.Datasets.Tests;

public class LabeledImagesTests
{
    private static readonly LabeledImages twoImages = new(new byte[] { 0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6 }, new byte[] { 2, 0 }, 2, 3, 3);

    [Fact]
    public void GivesEachImageAndTheCounts()
    {
        twoImages.Count.Should().Be(2);
        twoImages.Image(1).ToArray().Should().Equal(1, 2, 3, 4, 5, 6);
        twoImages.CountByClass().Should().Equal(1, 0, 1);
    }

    [Fact]
    public void ScalesPixelsToOne() => twoImages.ScaledPixels()[..6].Should().Equal(0f, 51 / 255f, 102 / 255f, 153 / 255f, 204 / 255f, 1f);

    [Fact]
    public void BecomesTensors()
    {
        Tensor images = twoImages.ImageTensor();
        images.Shape.ToString().Should().Be("[2, 1, 2, 3]");
        images.AsReadOnlySpan().ToArray().Should().Equal(twoImages.ScaledPixels());
        Tensor labels = twoImages.LabelTensor();
        labels.Shape.ToString().Should().Be("[2]");
        labels.AsReadOnlySpan().ToArray().Should().Equal(2, 0);
    }

    [Fact]
    public void FeedsALoaderWithScaledImagesInAnyOrder()
    {
        twoImages.InputShape.ToString().Should().Be("[1, 2, 3]");
        twoImages.TargetShape.Rank.Should().Be(0);
        float[] inputs = new float[18];
        float[] targets = new float[3];
        twoImages.Read([1, 0, 1], inputs, targets);
        float[] scaled = twoImages.ScaledPixels();
        inputs.Should().Equal([.. scaled[6..], .. scaled[..6], .. scaled[6..]]);
        targets.Should().Equal(0, 2, 0);

        Batch batch = new DataLoader(twoImages, batchSize: 2).Single();
        batch.Inputs.AsReadOnlySpan().ToArray().Should().Equal(scaled);
        batch.Targets.Shape.ToString().Should().Be("[2]");
    }

    [Fact]
    public void RefusesToReadIntoRoomThatDoesNotFit()
    {
        Action reading = () => twoImages.Read([0, 1], new float[11], new float[2]);
        reading.Should().Throw<ArgumentException>().WithParameterName("inputs").WithMessage(
            "LabeledImages: 2 images are asked for, with room for 11 pixels and 2 labels, expected 12 and 2. Give spans that hold the images exactly.*");
        Action beyond = () => twoImages.Read([2], new float[6], new float[1]);
        beyond.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void AllowsEveryByteAsALabelOf256Classes() => new LabeledImages(new byte[2], new byte[] { 0, 255 }, 1, 1, 256).Count.Should().Be(2);

    [Fact]
    public void RefusesPixelsThatDoNotMatch()
    {
        Action making = () => _ = new LabeledImages(new byte[11], new byte[2], 2, 3, 3);
        making.Should().Throw<ArgumentException>().WithParameterName("pixels").WithMessage(
            "LabeledImages: 2 labels need 12 pixels (2 x 2 x 3), but there are 11. Give one label for each image.*");
    }

    [Fact]
    public void RefusesALabelOutOfRange()
    {
        Action making = () => _ = new LabeledImages(new byte[12], new byte[] { 2, 3 }, 2, 3, 3);
        making.Should().Throw<ArgumentException>().WithParameterName("labels").WithMessage(
            "LabeledImages: label 1 is 3, expected 0 to 2. Labels count from 0; subtract 1 if yours begin at 1, or raise classCount.*");
    }

    [Theory]
    [InlineData(0, 1, 1, "height")]
    [InlineData(1, -1, 1, "width")]
    [InlineData(1, 1, 0, "classCount")]
    [InlineData(1, 1, 257, "classCount")]
    public void RefusesSizesOutOfRange(int height, int width, int classCount, string parameter)
    {
        Action making = () => _ = new LabeledImages(new byte[1], new byte[1], height, width, classCount);
        making.Should().Throw<ArgumentOutOfRangeException>().WithParameterName(parameter);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void RefusesAnImageThatIsNotThere(int index)
    {
        Action asking = () => twoImages.Image(index);
        asking.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("index");
    }
}
