using System.Reflection;
using System.Text;

namespace NeuralCore.Tests.Architecture;

/// <summary>Writes down the public surface of an assembly, one line for each type and member, in an order that does not change.</summary>
internal static class PublicApi
{
    public static string Describe(Assembly assembly)
    {
        StringBuilder text = new();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(Name(type)).Append(Bases(type)).Append('\n');
            foreach (string member in Members(type).Order(StringComparer.Ordinal))
                text.Append("    ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => type.IsByRefLike ? "ref struct" : "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Bases(Type type)
    {
        List<string> bases = [];
        if (type.IsClass && type.BaseType is { } parent && parent != typeof(object))
            bases.Add(Name(parent));
        bases.AddRange(type.GetInterfaces().Where(face => face.IsPublic).Select(Name).Order(StringComparer.Ordinal));
        return bases.Count == 0 ? "" : " : " + string.Join(", ", bases);
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), null)}");
        const BindingFlags declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return type.GetConstructors(declared).Where(IsVisible).Select(member => $"{Access(member)}new({Parameters(member)})")
            .Concat(type.GetMethods(declared).Where(member => IsVisible(member) && !IsAccessor(member))
                .Select(member => $"{Access(member)}{Modifier(member)}{Name(member.ReturnType)} {member.Name}{Generics(member)}({Parameters(member)})"))
            .Concat(type.GetProperties(declared).Where(member => member.GetAccessors(true).Any(IsVisible)).Select(Property))
            .Concat(type.GetFields(declared).Where(field => field.IsPublic || field.IsFamily)
                .Select(field => $"{(field.IsLiteral ? "const " : "")}{Name(field.FieldType)} {field.Name}"));
    }

    private static bool IsVisible(MethodBase method) => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && !method.Name.Contains('<');

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifier(MethodInfo method) =>
        method.IsStatic ? "static "
        : method.IsAbstract && !method.DeclaringType!.IsInterface ? "abstract "
        : method.GetBaseDefinition() != method ? "override "
        : "";

    private static string Property(PropertyInfo property)
    {
        MethodInfo[] visible = [.. property.GetAccessors(true).Where(IsVisible)];
        string accessors = string.Join(' ', visible.Select(accessor => (accessor.IsPublic ? "" : "protected ") + accessor.Name.Split('_')[0] + ";"));
        string index = property.GetIndexParameters().Length == 0 ? "" : $"[{string.Join(", ", property.GetIndexParameters().Select(Parameter))}]";
        return $"{(visible[0].IsStatic ? "static " : "")}{Name(property.PropertyType)} {property.Name}{index} {{ {accessors} }}";
    }

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter) =>
        $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "default"}" : "")}";

    private static string Name(Type type)
    {
        if (type.IsByRef)
            return "ref " + Name(type.GetElementType()!);
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Name(value) + "?";
        if (type.IsGenericParameter)
            return type.Name;
        string name = type.IsNested ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
        return type.IsGenericType ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
