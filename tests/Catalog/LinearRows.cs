using static NeuralCore.Catalog.Input;
using static NeuralCore.Catalog.Rows;

namespace NeuralCore.Catalog;

public static class LinearRows
{
    public static IEnumerable<OperationRow> All =>
    [
        Product("MatMul", [3, 4], [4, 5]),
        Product("MatMul larger than a tile", [13, 9], [9, 35]),
        Product("MatMul vector by vector", [4], [4]),
        Product("MatMul matrix by vector", [3, 4], [4]),
        Product("MatMul vector by matrix", [4], [4, 3]),
        Product("MatMul batches", [2, 3, 4], [2, 4, 5]),
        Product("MatMul batch by matrix", [2, 3, 4], [4, 5]),
        Product("MatMul matrix by batch", [3, 4], [2, 4, 5]),
        Product("MatMul batches broadcast", [2, 1, 3, 4], [3, 4, 2]),
        Product("MatMul batch by vector", [2, 3, 4], [4]),
        Product("MatMul vector by batch", [3], [2, 3, 4]),
        Of("Dot", "x @ y", (x, y) => x.Dot(y), Numbers([7]), Numbers([7])),
        Of("CosineSimilarity", "F.cosine_similarity(x, y)", (x, y) => x.CosineSimilarity(y), Numbers([3, 4]), Numbers([3, 4])),
        Of("CosineSimilarity of all pairs", "F.cosine_similarity(x, y, -1)", (x, y) => x.CosineSimilarity(y, -1), Numbers([3, 1, 4]), Numbers([2, 4])),
        Of("CosineSimilarity axis 0", "F.cosine_similarity(x, y, 0)", (x, y) => x.CosineSimilarity(y, 0), Numbers([4, 3]), Numbers([4, 3])),
        Of("CosineSimilarity of channels", "F.cosine_similarity(x, y, 1)", (x, y) => x.CosineSimilarity(y), Numbers([2, 3, 4]), Numbers([3, 1])),
        Of("Linear", "F.linear(x, y, z)", (x, y, z) => x.Linear(y, z), Numbers([5, 4]), Numbers([3, 4]), Numbers([3])),
        Of("Linear without bias", "F.linear(x, y)", (x, y) => x.Linear(y), Numbers([5, 4]), Numbers([3, 4])),
        Of("Linear on a sequence", "F.linear(x, y, z)", (x, y, z) => x.Linear(y, z), Numbers([2, 5, 4]), Numbers([3, 4]), Numbers([3])),
        Of("Linear on a vector", "F.linear(x, y, z)", (x, y, z) => x.Linear(y, z), Numbers([4]), Numbers([3, 4]), Numbers([3])),
        Of("Linear then Relu", "torch.relu(F.linear(x, y, z))", (x, y, z) => Activation.Relu.ApplyToLinear(x, y, z), Numbers([5, 4]), Numbers([3, 4]), Numbers([3])),
        Of("Linear then Gelu", "F.gelu(F.linear(x, y, z))", (x, y, z) => Activation.Gelu.ApplyToLinear(x, y, z), Numbers([5, 4]), Numbers([3, 4]), Numbers([3])),
        Of("Linear without bias then Tanh", "torch.tanh(F.linear(x, y))", (x, y) => Activation.Tanh.ApplyToLinear(x, y, null), Numbers([5, 4]), Numbers([3, 4])),
    ];

    private static OperationRow Product(string name, Shape left, Shape right) => Of(name, "x @ y", (x, y) => x.MatMul(y), Numbers(left), Numbers(right));
}
