global using VideoConf.EventStore;
global using NodaTime;
global using Shouldly;
global using VideoConf.Testing;
global using Xunit;
