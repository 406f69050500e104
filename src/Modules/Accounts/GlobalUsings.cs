global using VideoConf.Accounts.Contracts;
global using VideoConf.EventStore;
global using VideoConf.HttpApi;
