using System.Text.Json;
using NeuralCore;
using NeuralCore.Catalog;

// Prints every row of every catalog as JSON: the PyTorch expression, and the numbers to feed it with.
using Utf8JsonWriter json = new(Console.OpenStandardOutput());
json.WriteStartObject();
WriteRows("operations", OperationCatalog.Rows, WriteOperation);
WriteRows("layers", LayerCatalog.Rows, WriteLayer);
IEnumerable<(string Name, string Torch)> optimizers =
    [.. OptimizerCatalog.Rows.Select(row => (row.Name, row.Torch)), .. LBfgsRow.All.Select(row => (row.Name, row.Torch))];
WriteRows("optimizers", optimizers, row => WriteHead(row.Name, row.Torch));
json.WriteStartObject("problem");
WriteTensor("inputs", OptimizerProblem.Data.Inputs);
WriteTensor("targets", OptimizerProblem.Data.Targets);
foreach (Parameter parameter in new OptimizerProblem().Parameters)
    WriteTensor(parameter.Name, parameter);
json.WriteEndObject();
json.WriteEndObject();

void WriteRows<TRow>(string name, IEnumerable<TRow> rows, Action<TRow> write)
{
    json.WriteStartArray(name);
    foreach (TRow row in rows)
    {
        json.WriteStartObject();
        write(row);
        json.WriteEndObject();
    }

    json.WriteEndArray();
}

void WriteHead(string name, string torch)
{
    json.WriteString("name", name);
    json.WriteString("torch", torch);
}

void WriteOperation(OperationRow row)
{
    Tensor[] inputs = row.CreateInputs();
    WriteHead(row.Name, row.Torch);
    json.WriteStartArray("inputs");
    for (int i = 0; i < inputs.Length; i++)
        WriteTensor(null, inputs[i], row.IsDifferentiable && row.Inputs[i].IsDifferentiable);
    json.WriteEndArray();
    if (row.IsDifferentiable)
        WriteTensor("upstream", row.CreateUpstream(row.Run(inputs).Shape));
}

void WriteLayer(LayerRow row)
{
    WriteHead(row.Name, row.Torch);
    Layer layer = row.Create();
    Tensor input = row.CreateInput();
    json.WriteBoolean("training", row.IsDeterministic);
    json.WriteBoolean("trains", row.Trains);
    json.WriteStartObject("state");
    foreach ((string path, Parameter parameter) in layer.NamedParameters)
        WriteTensor(path, parameter);
    foreach ((string path, Tensor buffer) in layer.NamedBuffers)
        WriteTensor(path, buffer);
    json.WriteEndObject();
    WriteTensor("input", input, row.Input.IsDifferentiable);
    WriteTensor("upstream", row.CreateUpstream(layer.Forward(input).Shape));
}

void WriteTensor(string? name, Tensor tensor, bool needsGradient = false)
{
    if (name is not null)
        json.WritePropertyName(name);
    json.WriteStartObject();
    json.WriteStartArray("shape");
    foreach (int size in tensor.Shape)
        json.WriteNumberValue(size);
    json.WriteEndArray();
    json.WriteStartArray("values");
    foreach (double value in tensor.AsReadOnlySpan())
        json.WriteNumberValue(value);
    json.WriteEndArray();
    json.WriteBoolean("gradient", needsGradient);
    json.WriteEndObject();
}
