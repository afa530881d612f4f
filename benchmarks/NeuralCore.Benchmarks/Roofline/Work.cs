namespace NeuralCore.Benchmarks;

/// <summary>How much one run of a benchmark does, for the comparison with what the machine can do at most.</summary>
/// <param name="Flops">Floating-point operations; a multiply-add counts as two. 0 where memory is the limit.</param>
/// <param name="Bytes">Bytes read and written, each once; 0 where arithmetic is the limit.</param>
public readonly record struct Work(double Flops = 0, double Bytes = 0);

/// <summary>Benchmarks that know their work. They are asked beside the measurement, with the parameters set but without the setup.</summary>
public interface ICountsWork
{
    /// <summary>The work of one run of a method.</summary>
    Work WorkOf(string method);
}
