using System.Globalization;
using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Training;

public sealed class ProgressTests
{
    [Fact]
    public void Every_epoch_ends_with_a_report_of_its_own()
    {
        List<TrainingProgress> reports = [];
        DataLoader loader = Blobs.Batches();
        loader.Epoch = 2;
        TrainingHistory history = Blobs.TrainerOf(Blobs.Model()).Fit(loader, 3, Blobs.Points(30), new ReportTo(reports.Add));

        reports.Where(report => report.Completed is not null).Select(report => report.Completed).Should().Equal(history.Epochs);
        reports.Should().OnlyContain(report => report.LastEpoch == 5 && report.Batches == 7 && report.Batch >= 1 && report.Batch <= 7);
        reports[0].Should().Match<TrainingProgress>(report => report.Epoch == 3 && report.Batch == 1 && report.Training.Examples == 32);
        reports[^1].Remaining.Should().Be(TimeSpan.Zero);
        reports[^1].ExamplesPerSecond.Should().Be(history.Epochs[^1].ExamplesPerSecond).And.BePositive();
        reports.Should().OnlyContain(report => report.Remaining >= TimeSpan.Zero && report.Training.Accuracy != null);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void The_history_is_a_table_in_any_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            EpochRecord first = new(1, Measured(12.5, 3), Measured(20, 4), TimeSpan.FromSeconds(2));
            EpochRecord second = new(2, Measured(5, 9), Measured(7.5, 8), TimeSpan.FromSeconds(0.5));
            TrainingHistory history = new([first, second], wasCancelled: false);
            history.ToCsv().Should().Be(
                "epoch,loss,accuracy,\"top \"\"3\"\", all\",validation_loss,validation_accuracy,\"validation_top \"\"3\"\", all\",seconds,examples_per_second\n"
                + "1,1.25,0.3,0.5,2,0.4,0.5,2,5\n"
                + "2,0.5,0.9,0.5,0.75,0.8,0.5,0.5,20\n");
            history.Best.Should().Be(second);
            history.TrainingTime.Should().Be(TimeSpan.FromSeconds(2.5));
            first.Training.ToString().Should().Be("loss 1.2500, accuracy 0.3000, top \"3\", all 0.5000");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Without_validation_the_table_has_no_columns_for_it()
    {
        Evaluation loss = new(new Score(1, 2), []);
        new TrainingHistory([new EpochRecord(1, loss, null, TimeSpan.FromSeconds(1))], false).ToCsv().Should().Be(
            "epoch,loss,seconds,examples_per_second\n1,0.5,1,2\n");
        new TrainingHistory([], true).ToCsv().Should().Be("epoch,seconds,examples_per_second\n");
    }

    [Fact]
    public void A_metric_that_was_not_measured_is_named()
    {
        Evaluation none = new(new Score(1, 2), []);
        none.Accuracy.Should().BeNull();
        Action empty = () => _ = none["recall"];
        empty.Should().Throw<ArgumentException>().WithMessage("Evaluation: \"recall\" was not measured; no metrics were given *");
        Action other = () => _ = Measured(1, 1)["recall"];
        other.Should().Throw<ArgumentException>().WithMessage("Evaluation: \"recall\" was not measured. Measured were: accuracy, *");
    }

    private static Evaluation Measured(double loss, double right) =>
        new(new Score(loss, 10), [("accuracy", new Score(right, 10)), ("top \"3\", all", new Score(5, 10))]);
}
