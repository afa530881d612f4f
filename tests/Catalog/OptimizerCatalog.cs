namespace NeuralCore.Catalog;

/// <summary>Every optimizer, with each option that changes its arithmetic.</summary>
public static class OptimizerCatalog
{
    private const Real Tenth = (Real)0.1;
    private const Real Hundredth = (Real)0.01;

    public static IReadOnlyList<OptimizerRow> Rows { get; } =
    [
        new("GradientDescent", "SGD(p, lr=0.1)", p => new GradientDescent(p, Tenth)),
        new("GradientDescent L2", "SGD(p, lr=0.1, weight_decay=0.01)", p => new GradientDescent(p, Tenth) { L2 = Hundredth }),
        new("GradientDescent L1", "L1(SGD(p, lr=0.1), 0.01)", p => new GradientDescent(p, Tenth) { L1 = Hundredth }),
        new("Sgd", "SGD(p, lr=0.1)", p => new Sgd(p, Tenth)),
        new("Sgd decay", "Decayed(SGD(p, lr=0.1), 0.1)", p => new Sgd(p, Tenth, Tenth)),
        new("Momentum", "SGD(p, lr=0.1, momentum=0.9)", p => new Momentum(p, Tenth)),
        new("Momentum dampening", "SGD(p, lr=0.1, momentum=0.9, dampening=0.1)", p => new Momentum(p, Tenth, dampening: Tenth)),
        new("Momentum Nesterov", "SGD(p, lr=0.1, momentum=0.9, nesterov=True)", p => new Momentum(p, Tenth, isNesterov: true)),
        new("Momentum L2", "SGD(p, lr=0.1, momentum=0.9, weight_decay=0.01)", p => new Momentum(p, Tenth) { L2 = Hundredth }),
        new("Adam", "Adam(p, lr=0.01)", p => new Adam(p, Hundredth)),
        new("Adam betas", "Adam(p, lr=0.01, betas=(0.8, 0.95), eps=1e-6)", p => new Adam(p, Hundredth, (Real)0.8, (Real)0.95, (Real)1e-6)),
        new("Adam AMSGrad", "Adam(p, lr=0.01, amsgrad=True)", p => new Adam(p, Hundredth, isAmsGrad: true)),
        new("Adam L2", "Adam(p, lr=0.01, weight_decay=0.01)", p => new Adam(p, Hundredth) { L2 = Hundredth }),
        new("AdamW", "AdamW(p, lr=0.01)", p => new AdamW(p, Hundredth)),
        new("AdamW AMSGrad", "AdamW(p, lr=0.01, weight_decay=0.1, amsgrad=True)", p => new AdamW(p, Hundredth, weightDecay: Tenth, isAmsGrad: true)),
        new("RmsProp", "RMSprop(p, lr=0.01)", p => new RmsProp(p, Hundredth)),
        // With a smaller epsilon the variance of a settled gradient is all rounding, and the path chaotic.
        new("RmsProp everything", "RMSprop(p, lr=0.01, alpha=0.95, eps=1e-3, momentum=0.2, centered=True)",
            p => new RmsProp(p, Hundredth, (Real)0.95, (Real)1e-3, (Real)0.2, isCentered: true)),
        new("AdaGrad", "Adagrad(p, lr=0.1)", p => new AdaGrad(p, Tenth)),
        new("NAdam", "NAdam(p, lr=0.01, foreach=True)", p => new NAdam(p, Hundredth)),
        new("NAdam everything", "NAdam(p, lr=0.01, betas=(0.8, 0.95), eps=1e-6, momentum_decay=0.1, weight_decay=0.01, foreach=True)",
            p => new NAdam(p, Hundredth, (Real)0.8, (Real)0.95, (Real)1e-6, Tenth) { L2 = Hundredth }),
        new("RAdam", "RAdam(p, lr=0.01)", p => new RAdam(p, Hundredth)),
        new("RAdam betas", "RAdam(p, lr=0.01, betas=(0.8, 0.95), eps=1e-6)", p => new RAdam(p, Hundredth, (Real)0.8, (Real)0.95, (Real)1e-6)),
        new("AdaMax", "Adamax(p, lr=0.01)", p => new AdaMax(p, Hundredth)),
        new("AdaMax betas", "Adamax(p, lr=0.01, betas=(0.8, 0.95), eps=1e-6)", p => new AdaMax(p, Hundredth, (Real)0.8, (Real)0.95, (Real)1e-6)),
        new("AdaDelta", "Adadelta(p)", p => new AdaDelta(p)),
        new("AdaDelta everything", "Adadelta(p, lr=0.5, rho=0.8, eps=1e-4)", p => new AdaDelta(p, (Real)0.5, (Real)0.8, (Real)1e-4)),
        new("Lion", "Lion(p, 0.01)", p => new Lion(p, Hundredth)),
        // Steps of one size round alike, and errors add up unless the size is a power of two.
        new("Lion everything", "Lion(p, 1 / 128, 0.8, 0.95, 0.125)",
            p => new Lion(p, (Real)(1.0 / 128), (Real)0.8, (Real)0.95) { WeightDecay = (Real)0.125 }),
        new("AdaGrad everything", "Adagrad(p, lr=0.1, lr_decay=0.1, initial_accumulator_value=0.1)", p => new AdaGrad(p, Tenth, Tenth, Tenth)),
    ];

    public static OptimizerRow Find(string name) => Rows.SingleOrDefault(row => row.Name == name)
        ?? throw new InvalidOperationException($"The catalog has no row \"{name}\". Every optimizer needs one; CONTRIBUTING.md shows how.");
}
