using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Parameters;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace NeuralCore.Benchmarks;

/// <summary>A column with the speed of the median run, or with its share of the roofline (Williams, Waterman and Patterson, 2009).</summary>
internal sealed class RooflineColumn(bool isShare) : IColumn
{
    public string Id => $"{nameof(RooflineColumn)}.{ColumnName}";

    public string ColumnName => isShare ? "Of roof" : "Speed";

    public string Legend => isShare
        ? "The speed as a share of what one core reaches: of its multiply-adds, or of a copy that moves as many bytes"
        : "GFLOPS (billions of floating-point operations in a second) or GB/s (billions of bytes read and written)";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => isShare ? 1 : 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, SummaryStyle.Default);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style)
    {
        Work work = WorkOf(benchmarkCase);
        if (work == default || summary[benchmarkCase]?.ResultStatistics is not { } statistics)
            return "-";
        bool isArithmetic = work.Flops > 0;

        // Work in a nanosecond is work in a second by the billion.
        double speed = (isArithmetic ? work.Flops : work.Bytes) / statistics.Median;
        double roof = isArithmetic ? Limits.GigaFlops : Limits.GigaBytes(work.Bytes);
        return isShare
            ? string.Create(CultureInfo.InvariantCulture, $"{100 * speed / roof:0} %")
            : string.Create(CultureInfo.InvariantCulture, $"{speed:0.0} {(isArithmetic ? "GFLOPS" : "GB/s")}");
    }

    private static Work WorkOf(BenchmarkCase benchmarkCase)
    {
        Type type = benchmarkCase.Descriptor.Type;
        if (Activator.CreateInstance(type) is not ICountsWork benchmarks)
            return default;
        foreach (ParameterInstance parameter in benchmarkCase.Parameters.Items)
            type.GetProperty(parameter.Name)?.SetValue(benchmarks, parameter.Value);
        return benchmarks.WorkOf(benchmarkCase.Descriptor.WorkloadMethod.Name);
    }
}
