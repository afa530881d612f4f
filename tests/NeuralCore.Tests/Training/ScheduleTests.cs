using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Training;

public sealed class ScheduleTests
{
    [Fact]
    public void The_factors_are_those_of_the_formulas()
    {
        Factors(Schedule.Constant).Should().Equal(1, 1, 1, 1);
        Factors(Schedule.Linear).Should().Equal(1, (Real)0.75, (Real)0.5, (Real)0.25);
        Factors(Schedule.StepDown(2, (Real)0.5)).Should().Equal(1, 1, (Real)0.5, (Real)0.5);
        Factors(Schedule.From((done, epochs) => done * epochs)).Should().Equal(0, 4, 8, 12);
    }

    [Fact]
    public void Training_with_a_schedule_is_training_with_its_rates()
    {
        Sequential scheduled = Blobs.Model();
        Momentum optimizer = new(scheduled.Parameters, (Real)0.1);
        new Trainer(scheduled, new CrossEntropy(), optimizer) { Schedule = Schedule.Linear }.Fit(Blobs.Batches(), epochs: 4);
        optimizer.LearningRate.Should().Be((Real)0.1, "between epochs it has its own rate");

        Sequential byHand = Blobs.Model();
        Momentum rates = new(byHand.Parameters, (Real)0.1);
        DataLoader loader = Blobs.Batches();
        for (int epoch = 0; epoch < 4; epoch++)
        {
            rates.LearningRate = (Real)0.1 * (4 - epoch) / 4;
            foreach ((Tensor x, Tensor y) in loader)
            {
                Loss.CrossEntropy(byHand.Forward(x), y).Backward();
                rates.Step();
            }
        }

        Blobs.BitsOf(scheduled).Should().Equal(Blobs.BitsOf(byHand));
    }

    [Fact]
    public void Training_in_two_parts_has_the_rates_of_one()
    {
        Sequential whole = Blobs.Model();
        Train(whole, new Momentum(whole.Parameters, (Real)0.1), Blobs.Batches(), 4);

        Sequential parts = Blobs.Model();
        Momentum optimizer = new(parts.Parameters, (Real)0.1);
        DataLoader loader = Blobs.Batches();
        Train(parts, optimizer, loader, 2);
        Train(parts, optimizer, loader, 2);

        Blobs.BitsOf(parts).Should().Equal(Blobs.BitsOf(whole));

        static void Train(Layer model, Optimizer optimizer, DataLoader batches, int epochs) =>
            new Trainer(model, new CrossEntropy(), optimizer) { Schedule = Schedule.StepDown(1, (Real)0.5) }.Fit(batches, epochs);
    }

    [Fact]
    public void A_rate_that_is_set_between_steps_stays()
    {
        Sequential model = Blobs.Model();
        Momentum optimizer = new(model.Parameters, (Real)0.1);
        List<Real> seen = [];
        Setting data = new(Blobs.Points(64), () =>
        {
            seen.Add(optimizer.LearningRate);
            optimizer.LearningRate /= 2;
        });
        new Trainer(model, new CrossEntropy(), optimizer) { Schedule = Schedule.Linear }.Fit(new DataLoader(data, 32), epochs: 2);
        seen.Should().Equal((Real)0.1, (Real)0.05, (Real)0.025, (Real)0.0125);
        optimizer.LearningRate.Should().Be((Real)0.00625);
    }

    [Fact]
    public void Impossible_settings_are_refused()
    {
        FluentActions.Invoking(() => Schedule.StepDown(0, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Schedule.StepDown(1, Real.NaN)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*factor*above 0*");
        FluentActions.Invoking(() => Schedule.From(null!)).Should().Throw<ArgumentNullException>();
        Sequential model = Blobs.Model();
        FluentActions.Invoking(() => new Trainer(model, new CrossEntropy(), new Momentum(model.Parameters, 1)) { Schedule = null! })
            .Should().Throw<ArgumentNullException>().WithParameterName("Schedule");
    }

    private static IEnumerable<Real> Factors(Schedule schedule) => Enumerable.Range(0, 4).Select(done => schedule.FactorAfter(done, 4));

    private sealed class Setting(IDataset source, Action beforeRead) : IDataset
    {
        public int Count => source.Count;

        public Shape InputShape => source.InputShape;

        public Shape TargetShape => source.TargetShape;

        public void Read(ReadOnlySpan<int> indices, Span<Real> inputs, Span<Real> targets)
        {
            beforeRead();
            source.Read(indices, inputs, targets);
        }
    }
}
