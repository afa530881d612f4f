namespace TextClassificationSample;

/// <summary>How messages were judged that the filter had never seen.</summary>
/// <param name="Caught">Spam that was taken for spam.</param>
/// <param name="Missed">Spam that was let through.</param>
/// <param name="Wronged">Ham that was taken for spam.</param>
/// <param name="Passed">Ham that was let through.</param>
internal readonly record struct TestResult(int Caught, int Missed, int Wronged, int Passed)
{
    public int Total => Caught + Missed + Wronged + Passed;

    public int Correct => Caught + Passed;

    public double Accuracy => (double)Correct / Total;

    /// <summary>F1 of the spam: the harmonic mean of precision and recall, which a filter that lets everything through has at 0.</summary>
    public double F1 => Share(2 * Caught, (2 * Caught) + Missed + Wronged);

    public static TestResult Measure(SpamFilter filter, IReadOnlyList<Message> messages)
    {
        float[] probabilities = filter.Probabilities(messages);
        return new TestResult(Count(true, true), Count(true, false), Count(false, true), Count(false, false));

        int Count(bool isSpam, bool isTakenForSpam) => Enumerable.Range(0, messages.Count)
            .Count(i => messages[i].IsSpam == isSpam && probabilities[i] > 0.5f == isTakenForSpam);
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
