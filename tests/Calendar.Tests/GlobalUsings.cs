global using System.Net;
global using Shouldly;
global using VideoConf.Accounts.Contracts;
global using VideoConf.Calendar.Contracts;
global using VideoConf.EventStore;
global using VideoConf.Rooms.Contracts;
global using VideoConf.Testing;
global using Xunit;
global using Reply = VideoConf.Testing.Answer;
