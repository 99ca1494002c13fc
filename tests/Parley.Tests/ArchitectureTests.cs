using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Parley.Tests;

/// <summary>The arrows of ARCHITECTURE.md, read from the built assemblies.</summary>
public sealed class ArchitectureTests
{
    /// <summary>Which of our assemblies each may refer to.</summary>
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Parley.Problems"] = [],
        ["Parley.Certificates"] = ["Parley.Problems"],
        ["Parley.Engines"] = ["Parley.Problems", "Parley.Certificates"],
        ["Parley.Files"] = ["Parley.Problems", "Parley.Certificates"],
        ["Parley.Reports"] = ["Parley.Problems", "Parley.Certificates", "Parley.Files"],
    };

    private static readonly Dictionary<short, OpCode> s_instructions = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(instruction => instruction.Value);

    /// <summary>Folders of Parley.Engines that all engines may use.</summary>
    private static readonly string[] s_shared = ["Programs", "Numerics"];

    public static TheoryData<string> Assemblies => [.. s_allowed.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void References_point_only_where_the_arrows_do(string assembly) =>
        Assert.Empty(References(assembly).Where(name => name.StartsWith("Parley", StringComparison.Ordinal)).Except(s_allowed[assembly]));

    [Fact]
    public void Every_assembly_of_ours_has_its_arrows()
    {
        string[] projects = [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(path => Path.GetFileName(path)!)];

        Assert.Equal(projects.Except(["Parley.Cli", "Parley.Server"]).Order(), s_allowed.Keys.Order());
    }

    [Theory]
    [InlineData("Parley.Problems")]
    [InlineData("Parley.Certificates")]
    [InlineData("Parley.Engines")]
    public void The_mathematics_uses_the_base_class_library_only(string assembly) =>
        Assert.All(References(assembly).Where(name => !name.StartsWith("Parley.", StringComparison.Ordinal)), name => Assert.StartsWith("System.", name));

    [Fact]
    public void Engines_fill_certificates_and_never_call_a_checker()
    {
        string[] used = [.. TypesUsedFrom("Parley.Engines", "Parley.Certificates")];

        Assert.Contains("Threat", used);
        Assert.Contains("LinearProgramAnswer", used);
        Assert.All(Checkers(), checker => Assert.DoesNotContain(checker, used));
    }

    /// <summary>A checker is a static class of Parley.Certificates; this is the list that it must at least give.</summary>
    [Fact]
    public void The_checkers_are_found()
    {
        string[] known =
        [
            "IncentiveCompatibility", "IndividualRationality", "IncentiveEfficiency", "StrongSolution", "WarrantedClaims",
            "CoalitionAudit", "WorthAudit", "EvidenceFlaws", "LinearProgramChecker",
        ];

        Assert.Empty(known.Except(Checkers()));
        Assert.DoesNotContain("Threat", Checkers());
    }

    [Fact]
    public void Reading_and_verifying_load_no_engine()
    {
        Assert.Contains("Verification", TypesOf("Parley.Files"));
        Assert.DoesNotContain("Parley.Engines", References("Parley.Files"));
        Assert.DoesNotContain("Parley.Engines", References("Parley.Reports"));
    }

    [Fact]
    public void Engine_folders_use_the_shared_folders_and_never_each_other()
    {
        (string From, string To)[] uses = [.. UsesBetweenFolders().Distinct()];

        Assert.Contains(("Coalitions", "Programs"), uses);
        Assert.DoesNotContain(uses, use => !s_shared.Contains(use.To));
    }

    private static string[] References(string assembly) => Read(assembly, (reader, _) =>
        reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name)).ToArray());

    private static string[] TypesOf(string assembly) => Read(assembly, (reader, _) =>
        reader.TypeDefinitions.Select(handle => reader.GetString(reader.GetTypeDefinition(handle).Name)).ToArray());

    /// <summary>The names of the types of one assembly that another's metadata refers to, nested ones by their own name.</summary>
    private static string[] TypesUsedFrom(string user, string used) => Read(user, (reader, _) =>
    {
        bool IsFrom(TypeReference type) => type.ResolutionScope.Kind switch
        {
            HandleKind.AssemblyReference => reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name) == used,
            HandleKind.TypeReference => IsFrom(reader.GetTypeReference((TypeReferenceHandle)type.ResolutionScope)),
            _ => false,
        };
        return reader.TypeReferences.Select(reader.GetTypeReference).Where(IsFrom).Select(type => reader.GetString(type.Name)).ToArray();
    });

    /// <summary>The static classes of Parley.Certificates.</summary>
    private static string[] Checkers() => Read("Parley.Certificates", (reader, _) => reader.TypeDefinitions
        .Select(reader.GetTypeDefinition)
        .Where(type => type.Attributes.HasFlag(System.Reflection.TypeAttributes.Abstract | System.Reflection.TypeAttributes.Sealed)
            && type.GetDeclaringType().IsNil)
        .Select(type => reader.GetString(type.Name))
        .ToArray());

    /// <summary>
    /// For every type in a folder (the namespace below Parley.Engines), the folders of the types that its base,
    /// interfaces, members' signatures, locals and instructions name.
    /// </summary>
    private static (string From, string To)[] UsesBetweenFolders() => Read("Parley.Engines", (reader, image) =>
    {
        List<(string From, string To)> uses = [];
        foreach (TypeDefinitionHandle handle in reader.TypeDefinitions)
        {
            string from = Folder(reader, handle);
            TypeDefinition type = reader.GetTypeDefinition(handle);
            IEnumerable<EntityHandle> named =
            [
                type.BaseType,
                .. type.GetInterfaceImplementations().Select(implementation => reader.GetInterfaceImplementation(implementation).Interface),
                .. type.GetMethods().SelectMany(method => Operands(reader, image, method)),
            ];
            IEnumerable<TypeDefinitionHandle> signed =
            [
                .. type.GetFields().SelectMany(field => reader.GetFieldDefinition(field).DecodeSignature(TypesNamed.Instance, reader)),
                .. type.GetMethods().SelectMany(method => reader.GetMethodDefinition(method).DecodeSignature(TypesNamed.Instance, reader) is var signature
                    ? signature.ParameterTypes.Add(signature.ReturnType).SelectMany(types => types)
                    : []),
            ];
            uses.AddRange(named.SelectMany(entity => TypesNamed.In(reader, entity)).Concat(signed)
                .Select(used => (from, Folder(reader, used)))
                .Where(use => use.Item1.Length > 0 && use.Item2.Length > 0 && use.Item1 != use.Item2));
        }

        return uses.ToArray();
    });

    private static string Folder(MetadataReader reader, TypeDefinitionHandle handle)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil)
        {
            type = reader.GetTypeDefinition(type.GetDeclaringType());
        }

        const string prefix = "Parley.Engines.";
        string name = reader.GetString(type.Namespace);
        return name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..].Split('.')[0] : "";
    }

    /// <summary>The entities that a method's instructions name.</summary>
    private static IEnumerable<EntityHandle> Operands(MetadataReader reader, PEReader image, MethodDefinitionHandle handle)
    {
        MethodDefinition method = reader.GetMethodDefinition(handle);
        byte[] code = method.RelativeVirtualAddress == 0 ? [] : image.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!;
        for (int at = 0; at < code.Length;)
        {
            short value = code[at] == 0xFE ? (short)(0xFE00 | code[at + 1]) : code[at];
            OpCode instruction = s_instructions[value];
            at += instruction.Size;
            switch (instruction.OperandType)
            {
                case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok:
                    yield return MetadataTokens.EntityHandle(BitConverter.ToInt32(code, at));
                    at += 4;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + (4 * BitConverter.ToInt32(code, at));
                    break;
                default:
                    at += SizeOf(instruction.OperandType);
                    break;
            }
        }
    }

    private static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private static T Read<T>(string assembly, Func<MetadataReader, PEReader, T> read)
    {
        using var image = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll")));
        return read(image.GetMetadataReader(), image);
    }

    /// <summary>Decodes signatures into the types of the same assembly that they name.</summary>
    private sealed class TypesNamed : ISignatureTypeProvider<ImmutableArray<TypeDefinitionHandle>, MetadataReader>
    {
        public static readonly TypesNamed Instance = new();

        /// <summary>The types of the same assembly that an entity belongs to or is made of.</summary>
        public static IEnumerable<TypeDefinitionHandle> In(MetadataReader reader, EntityHandle entity) => entity.Kind switch
        {
            _ when entity.IsNil => [],
            HandleKind.TypeDefinition => [(TypeDefinitionHandle)entity],
            HandleKind.FieldDefinition => [reader.GetFieldDefinition((FieldDefinitionHandle)entity).GetDeclaringType()],
            HandleKind.MethodDefinition => [reader.GetMethodDefinition((MethodDefinitionHandle)entity).GetDeclaringType()],
            HandleKind.MemberReference => In(reader, reader.GetMemberReference((MemberReferenceHandle)entity).Parent),
            HandleKind.TypeSpecification => reader.GetTypeSpecification((TypeSpecificationHandle)entity).DecodeSignature(Instance, reader),
            HandleKind.MethodSpecification when reader.GetMethodSpecification((MethodSpecificationHandle)entity) is var method =>
                [.. In(reader, method.Method), .. method.DecodeSignature(Instance, reader).SelectMany(types => types)],
            _ => [],
        };

        public ImmutableArray<TypeDefinitionHandle> GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => [handle];

        public ImmutableArray<TypeDefinitionHandle> GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => [];

        public ImmutableArray<TypeDefinitionHandle> GetTypeFromSpecification(
            MetadataReader reader, MetadataReader genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

        public ImmutableArray<TypeDefinitionHandle> GetPrimitiveType(PrimitiveTypeCode typeCode) => [];

        public ImmutableArray<TypeDefinitionHandle> GetSZArrayType(ImmutableArray<TypeDefinitionHandle> elementType) => elementType;

        public ImmutableArray<TypeDefinitionHandle> GetArrayType(ImmutableArray<TypeDefinitionHandle> elementType, ArrayShape shape) => elementType;

        public ImmutableArray<TypeDefinitionHandle> GetByReferenceType(ImmutableArray<TypeDefinitionHandle> elementType) => elementType;

        public ImmutableArray<TypeDefinitionHandle> GetPointerType(ImmutableArray<TypeDefinitionHandle> elementType) => elementType;

        public ImmutableArray<TypeDefinitionHandle> GetPinnedType(ImmutableArray<TypeDefinitionHandle> elementType) => elementType;

        public ImmutableArray<TypeDefinitionHandle> GetGenericInstantiation(
            ImmutableArray<TypeDefinitionHandle> genericType, ImmutableArray<ImmutableArray<TypeDefinitionHandle>> typeArguments) =>
            [.. genericType, .. typeArguments.SelectMany(types => types)];

        public ImmutableArray<TypeDefinitionHandle> GetModifiedType(
            ImmutableArray<TypeDefinitionHandle> modifier, ImmutableArray<TypeDefinitionHandle> unmodifiedType, bool isRequired) => unmodifiedType;

        public ImmutableArray<TypeDefinitionHandle> GetFunctionPointerType(MethodSignature<ImmutableArray<TypeDefinitionHandle>> signature) =>
            [.. signature.ParameterTypes.Add(signature.ReturnType).SelectMany(types => types)];

        public ImmutableArray<TypeDefinitionHandle> GetGenericMethodParameter(MetadataReader genericContext, int index) => [];

        public ImmutableArray<TypeDefinitionHandle> GetGenericTypeParameter(MetadataReader genericContext, int index) => [];
    }
}
