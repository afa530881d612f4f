using NeuralCore;

namespace MnistSample;

/// <summary>What a model reads in an image: the likeliest digit, and how likely it finds it.</summary>
internal readonly record struct Reading(int Digit, float Probability)
{
    /// <summary>Reads a batch of images [n, 1, 28, 28].</summary>
    public static Reading[] Of(Layer model, Tensor images)
    {
        Tensor probabilities = model.Predict(images).Softmax();
        int classes = probabilities.Shape[1];
        Reading[] readings = new Reading[probabilities.Shape[0]];
        for (int i = 0; i < readings.Length; i++)
        {
            ReadOnlySpan<float> row = probabilities.AsReadOnlySpan().Slice(i * classes, classes);
            int best = 0;
            for (int digit = 1; digit < classes; digit++)
            {
                if (row[digit] > row[best])
                    best = digit;
            }

            readings[i] = new Reading(best, row[best]);
        }

        return readings;
    }
}
