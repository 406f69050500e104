namespace VideoConf.Notifications.Texts;

/// <summary>A notification in words.</summary>
/// <param name="Text">The same as <paramref name="Html"/>, in plain words.</param>
/// <param name="Html">A whole document that asks nothing of anybody: no picture, font or style from elsewhere.</param>
internal sealed record Written(string Subject, string Text, string Html, Short Short);

/// <summary>For where there is little room: a push message, a line of a list.</summary>
internal sealed record Short(string Title, string Body);

/// <summary>Where the reader can go from here.</summary>
/// <param name="Origin">Scheme and host of this server, without a slash behind.</param>
/// <param name="Answer">The invitation's page, <c>{origin}/invitation/{token}</c>; null when there is nothing to answer.</param>
/// <param name="Calendar">The event in the calendar; null for one without an account.</param>
/// <param name="Settings">Of notifications; null for one without an account.</param>
/// <param name="Unsubscribe">Ends such mails.</param>
internal sealed record Links(string Origin, string? Answer = null, string? Calendar = null, string? Settings = null, string? Unsubscribe = null);
