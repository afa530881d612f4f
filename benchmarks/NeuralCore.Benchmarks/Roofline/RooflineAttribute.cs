using BenchmarkDotNet.Attributes;

namespace NeuralCore.Benchmarks;

/// <summary>Adds the speed and its share of the roofline to the table of a class that is <see cref="ICountsWork"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RooflineAttribute() : ColumnConfigBaseAttribute(new RooflineColumn(isShare: false), new RooflineColumn(isShare: true));
