using System.Text.Json;
using NeuralCore;
using NeuralCore.Catalog;

// Prints every row of every catalog as JSON: the PyTorch expression, and the numbers to feed it with.
using Utf8JsonWriter json = new(Console.OpenStandardOutput(), new JsonWriterOptions { Indented = false });
json.WriteStartObject();
json.WriteStartArray("operations");
foreach (OperationRow row in OperationCatalog.Rows)
    WriteOperation(row);
json.WriteEndArray();
json.WriteEndObject();

void WriteOperation(OperationRow row)
{
    Tensor[] inputs = row.CreateInputs();
    json.WriteStartObject();
    json.WriteString("name", row.Name);
    json.WriteString("torch", row.Torch);
    json.WriteStartArray("inputs");
    for (int i = 0; i < inputs.Length; i++)
    {
        WriteTensor(inputs[i], row.IsDifferentiable && row.Inputs[i].IsDifferentiable);
    }

    json.WriteEndArray();
    if (row.IsDifferentiable)
    {
        json.WritePropertyName("upstream");
        WriteTensor(row.CreateUpstream(row.Run(inputs).Shape), needsGradient: false);
    }

    json.WriteEndObject();
}

void WriteTensor(Tensor tensor, bool needsGradient)
{
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
