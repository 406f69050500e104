global using System.Net;
global using System.Text.Json;
global using Shouldly;
global using VideoConf.Signaling;
global using VideoConf.Testing;
global using Xunit;
