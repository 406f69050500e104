using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace VideoConf.HttpApi;

public static class OpenApi
{
    /// <summary>Names the statuses that an endpoint refuses with, for the OpenAPI document.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            endpoint.Produces<Problem>(status, "application/problem+json");
        return endpoint;
    }

    internal static void Configure(OpenApiOptions options)
    {
        options.CreateSchemaReferenceId = SchemaName;
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(Instant))
                (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
            else if (context.JsonTypeInfo.Type == typeof(Instant?))
                (schema.Type, schema.Format) = (JsonSchemaType.String | JsonSchemaType.Null, "date-time");
            return Task.CompletedTask;
        });
    }

    // Every verb has a Request of its own, and by their bare names they would all be one schema: the last one wins, silently.
    // OpenRoom.Request is called OpenRoom, JoinRoom.Answer JoinRoomAnswer, RoomResource Room.
    private static string? SchemaName(JsonTypeInfo type)
    {
        if (type.Type == typeof(Instant) || type.Type == typeof(Instant?) || OpenApiOptions.CreateDefaultSchemaReferenceId(type) is not { } name)
            return null;
        var verb = type.Type.DeclaringType?.Name;
        return name switch
        {
            "Request" => verb,
            "Answer" => verb + name,
            _ => name.Replace("Resource", "", StringComparison.Ordinal),
        };
    }
}
