global using NodaTime;
global using Shouldly;
global using VideoConf.EventStore;
global using VideoConf.Reports.Contracts;
global using VideoConf.Testing;
global using Xunit;
