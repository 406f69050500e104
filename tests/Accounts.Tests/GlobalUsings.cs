global using System.Net;
global using Shouldly;
global using VideoConf.Accounts;
global using VideoConf.EventStore;
global using Xunit;
