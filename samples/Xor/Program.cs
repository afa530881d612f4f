using NeuralCore;

GlobalRandom.Seed = args.Length > 0 ? ulong.Parse(args[0]) : 0;

Tensor inputs = Tensor.From(new float[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } });
Tensor targets = Tensor.From(new float[,] { { 0 }, { 1 }, { 1 }, { 0 } });

var model = new Sequential(new Dense(2, 16, Activation.Tanh), new Dense(16, 1));
var optimizer = new Adam(model.Parameters, learningRate: 0.05f);

for (int step = 0; step < 500; step++)
{
    Tensor loss = Loss.BinaryCrossEntropyWithLogits(model.Forward(inputs), targets);
    loss.Backward();
    optimizer.Step();   // applies the gradients and clears them
}

Tensor answers = model.Predict(inputs).Sigmoid();
for (int i = 0; i < 4; i++)
    Console.WriteLine($"{inputs[i, 0]} xor {inputs[i, 1]} = {answers[i, 0]:0.000}");
