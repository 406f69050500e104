namespace VideoConf.Reports.Descriptions;

internal static class OfAccounts
{
    public static readonly IReadOnlyList<Description> All =
    [
        new("accounts.account_registered", "account", "registered an account as “{displayName}”", "регистрирует учётную запись «{displayName}»") { Title = "displayName", Owner = "" },
        new("accounts.profile_changed", "account", "changed the displayed name from “{was:displayName}” to “{displayName}”", "меняет отображаемое имя: было «{was:displayName}», стало «{displayName}»") { Title = "displayName" },
        new("accounts.password_changed", "account", "changed the password", "меняет пароль"),
        new("accounts.locked_out", "account", "was locked out until {when:until} after failed attempts to sign in", "вход заблокирован до {when:until} после неудачных попыток"),
        new("accounts.preferences_changed", "account", "changed preferences: language {preferences.language}, time zone {preferences.timeZone}", "меняет настройки: язык {preferences.language}, часовой пояс {preferences.timeZone}"),
        new("accounts.administrator_appointed", "account", "appointed this person an administrator", "назначает этого человека администратором"),
        new("accounts.administrator_dismissed", "account", "dismissed this person as an administrator", "снимает с этого человека права администратора"),
        new("accounts.person_erased", "account", "this person's content was erased", "содержание, оставленное этим человеком, стёрто"),
        new("accounts.api_key_created", "api_key", "made the API key “{name}” with the scopes {scopes}, {requestsPerMinute} requests a minute", "создаёт ключ API «{name}» с правами {scopes}, {requestsPerMinute} запросов в минуту") { Title = "name" },
        new("accounts.api_key_revoked", "api_key", "revoked the API key", "отзывает ключ API"),
    ];
}
