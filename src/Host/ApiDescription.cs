using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using VideoConf.HttpApi;

namespace VideoConf.Host;

/// <summary>What the OpenAPI document cannot know by itself; the web UI's typed client is made from it.</summary>
internal static class ApiDescription
{
    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "VideoConf";
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Key] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "vc_…", Description = "A key of the API, made by an administrator." },
                [Cookie] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "videoconf", Description = "Somebody who signed in, or a guest." },
            };
            return Task.CompletedTask;
        });
        options.CreateSchemaReferenceId = json => json.Type switch
        {
            // Every verb calls its body Request: without the verb's name they would all be one schema
            { DeclaringType: { } verb, Name: "Request" or "Answer" } type => verb.Name + type.Name,
            { } type when IsInstant(type) || IsLocal(type) => null,
            _ => OpenApiOptions.CreateDefaultSchemaReferenceId(json),
        };
        options.AddSchemaTransformer((schema, context, _) =>
        {
            var type = context.JsonTypeInfo.Type;
            if (IsInstant(type))
                (schema.Type, schema.Format) = (type == typeof(Instant) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null, "date-time");
            if (IsLocal(type))
                (schema.Type, schema.Format) = (type == typeof(LocalDateTime) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null, "local-date-time");
            if (schema.Type?.HasFlag(JsonSchemaType.Array) == true && context.JsonTypeInfo.ElementType is { } element && IsLocal(element))
                schema.Items = new OpenApiSchema { Type = JsonSchemaType.String, Format = "local-date-time" };
            // What a request leaves out is null; what must be there says the refusal
            if (type.Name.EndsWith("Request", StringComparison.Ordinal))
                schema.Required?.Clear();
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (metadata.OfType<RequiredScope>().LastOrDefault() is { } required) operation.Security = SecurityOf(required.Scope, context.Document!);
            if (metadata.OfType<ApiExample>().LastOrDefault() is { } example) Show(example, operation);
            if (operation.Responses?.ContainsKey("412") == true)
                AddHeader(operation, "If-Match", "The ETag of what the caller saw; refused with 412 when it was changed since.");
            if (context.Description.RelativePath is { } path && (path.Contains("{idOrCode}", StringComparison.Ordinal) || path.EndsWith("/sessions", StringComparison.Ordinal)))
                AddHeader(operation, "X-Room-Pass", "The secret of a private room's link.");
            return Task.CompletedTask;
        });
    }

    private const string Key = "apiKey";
    private const string Cookie = "session";

    // Either will do
    private static List<OpenApiSecurityRequirement> SecurityOf(string scope, OpenApiDocument document) =>
    [
        new() { [new OpenApiSecuritySchemeReference(Key, document)] = [scope] },
        new() { [new OpenApiSecuritySchemeReference(Cookie, document)] = [] },
    ];

    private static void Show(ApiExample example, OpenApiOperation operation)
    {
        foreach (var body in operation.RequestBody?.Content?.Values ?? []) body.Example = JsonNode.Parse(example.Request);
        foreach (var (status, answer) in operation.Responses ?? [])
            if (status.StartsWith('2')) foreach (var body in answer.Content?.Values ?? []) body.Example = JsonNode.Parse(example.Answer);
    }

    private static bool IsInstant(Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(Instant);

    private static bool IsLocal(Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(LocalDateTime);

    private static void AddHeader(OpenApiOperation operation, string name, string description)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
    }
}
