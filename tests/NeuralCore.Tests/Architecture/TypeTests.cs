using System.Reflection;
using System.Runtime.CompilerServices;
using FluentAssertions;
using NeuralCore.Testing;
using Xunit;

namespace NeuralCore.Tests.Architecture;

/// <summary>How types may be built.</summary>
public sealed class TypeTests
{
    private static readonly Assembly[] assemblies = [typeof(Tensor).Assembly, typeof(GradientCheck).Assembly];

    private static IEnumerable<Type> Types => assemblies.SelectMany(assembly => assembly.GetTypes());

    [Fact]
    public void Every_class_is_sealed_static_or_abstract() => Types
        .Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract && !type.IsDefined(typeof(CompilerGeneratedAttribute)))
        .Should().BeEmpty();

    [Fact]
    public void No_concrete_method_of_ours_is_overridden() => Types
        .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(method => method.GetBaseDefinition() is { } inherited
            && inherited != method
            && !inherited.IsAbstract
            && assemblies.Contains(inherited.DeclaringType!.Assembly)
            && !method.IsDefined(typeof(CompilerGeneratedAttribute)))
        .Select(method => $"{method.DeclaringType}.{method.Name}")
        .Should().BeEmpty();
}
