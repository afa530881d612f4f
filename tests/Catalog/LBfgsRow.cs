namespace NeuralCore.Catalog;

/// <summary>One setting of L-BFGS, which is no <see cref="Optimizer"/>, since it asks for the loss itself.</summary>
/// <param name="Name">The class, then whatever tells rows apart.</param>
/// <param name="Torch">The optimizer in PyTorch, for parameters p.</param>
/// <param name="Build">The optimizer.</param>
public sealed record LBfgsRow(string Name, string Torch, Func<IReadOnlyList<Parameter>, LBfgs> Build)
{
    public static IReadOnlyList<LBfgsRow> All { get; } =
    [
        new("LBfgs", "LBFGS(p, lr=0.0625, max_iter=1)", p => new LBfgs(p, (Real)0.0625, maxIterations: 1)),
        new("LBfgs short history", "LBFGS(p, lr=0.125, max_iter=4, history_size=2)", p => new LBfgs(p, (Real)0.125, 4, historySize: 2)),
        new("LBfgs evaluations", "LBFGS(p, lr=0.5, max_iter=20, max_eval=2, line_search_fn='strong_wolfe')",
            p => new LBfgs(p, (Real)0.5, maxEvaluations: 2, lineSearch: LineSearch.StrongWolfe)),
        new("LBfgs line search", "LBFGS(p, max_iter=2, line_search_fn='strong_wolfe')", p => new LBfgs(p, maxIterations: 2, lineSearch: LineSearch.StrongWolfe)),
        new("LBfgs line search from far", "LBFGS(p, lr=8, max_iter=3, history_size=3, line_search_fn='strong_wolfe')",
            p => new LBfgs(p, 8, 3, historySize: 3, lineSearch: LineSearch.StrongWolfe)),
    ];

    public override string ToString() => Name;
}
