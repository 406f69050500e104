using Npgsql;
using Shouldly;
using VideoConf.EventStore.Schema;
using VideoConf.Testing;
using Xunit;
using static VideoConf.EventStore.Tests.DiaryDatabase;

namespace VideoConf.EventStore.Tests;

public sealed class PersonalSpec(DiaryDatabase database) : IClassFixture<DiaryDatabase>
{
    private EventLog Log => database.Log;

    [Fact]
    public async Task What_is_personal_stands_encrypted_in_the_log_and_reads_as_it_was_written()
    {
        var (id, writer) = await database.BeginAsync("Анна \"Ann\" \\ <b>", "Ann@example.org");
        Page[] pages = [new(writer, "ann@example.org", "first"), new(null, "Bob@example.org", "second\nline")];
        await WriteAsync(Log, id, pages);

        var stored = await database.QueryAsync<string>($"select string_agg(data::text, ' ') from events.mt_events where stream_id = '{id}'");
        // Three letters alone stand in some ciphertext
        foreach (var word in (string[])["Анна", "Ann@example", "ann@example", "Bob@example", "first", "second"]) stored.ShouldNotContain(word);
        stored.ShouldContain("\"colour\": \"red\"");
        foreach (var log in (EventLog[])[Log, database.OpenLog()])
        {
            var facts = await log.FetchStreamAsync(id);
            facts[0].Data.ShouldBe(new DiaryBegun(writer, "Анна \"Ann\" \\ <b>", "Ann@example.org", "red"));
            facts[0].Json.ShouldContain("Анна");
            facts[1].Data.ShouldBeOfType<PagesWritten>().Pages.ShouldBe(pages);
            (await log.AggregateStreamAsync<Diary>(id))!.Pages.ShouldBe(pages);
        }
        (await database.Views.LoadAsync(database.Shelf, id))!.Data.Name.ShouldBe("Анна \"Ann\" \\ <b>");
    }

    [Fact]
    public async Task Two_facts_about_one_person_take_one_key_and_do_not_look_alike()
    {
        var (id, writer) = await database.BeginAsync("Once");
        await WriteAsync(Log, id, new Page(writer, "a@example.org", "same"), new Page(writer, "a@example.org", "same"));
        (await database.QueryAsync<long>($"select count(*) from events.vc_personal_keys where subject = '{writer}'")).ShouldBe(1);
        (await database.QueryAsync<bool>($"select data #> '{{pages,0,text}}' = data #> '{{pages,1,text}}' from events.mt_events where stream_id = '{id}' and version = 2")).ShouldBeFalse();
    }

    [Fact]
    public async Task After_the_key_is_destroyed_it_reads_as_erased_and_of_others_everything_is_there()
    {
        var (id, writer) = await database.BeginAsync("Gone", "gone@example.org");
        await WriteAsync(Log, id, new Page(writer, "gone@example.org", "his"), new Page(null, "stays@example.org", "hers"));
        var before = await database.QueryAsync<string>($"select string_agg(data::text, ' ' order by version) from events.mt_events where stream_id = '{id}'");
        await EraseAsync(Log, writer);

        var diary = (await database.OpenLog().AggregateStreamAsync<Diary>(id))!;
        (diary.Name, diary.Pages[0].Text).ShouldBe((Erased.Text, Erased.Text));
        diary.Email.ShouldBe(diary.Pages[0].Address);
        Erased.Is(diary.Email).ShouldBeTrue();
        System.Net.Mail.MailAddress.TryCreate(diary.Email, out _).ShouldBeTrue();
        diary.Pages[1].ShouldBe(new Page(null, "stays@example.org", "hers"));
        // Not a row is rewritten
        (await database.QueryAsync<string>($"select string_agg(data::text, ' ' order by version) from events.mt_events where stream_id = '{id}'")).ShouldBe(before);
    }

    [Fact]
    public async Task A_host_that_knows_the_key_forgets_it_by_itself()
    {
        var (id, writer) = await database.BeginAsync("Cached");
        (await Log.FetchStreamAsync(id))[0].Json.ShouldContain("Cached");
        await EraseAsync(database.OpenLog(), writer);
        while (!(await Log.FetchStreamAsync(id, cancellationToken: TestContext.Current.CancellationToken))[0].Json.Contains(Erased.Text)) await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_is_written_of_an_erased_person_later_is_erased_in_log_and_view_at_once()
    {
        var (id, writer) = await database.BeginAsync("Late", "late@example.org");
        await EraseAsync(database.OpenLog(), writer);

        // This log still knows the key, unless it has just looked: to write with it is a lost race, and the next attempt finds it destroyed
        await Log.ExecuteAsync(Anybody, async session =>
        {
            (await session.FetchForWritingAsync<Diary>(id)).Append(new PagesWritten([new Page(writer, "late@example.org", "late")]));
            return Decision.Accept();
        });
        var page = (await database.Views.LoadAsync(database.Shelf, id))!.Data.Pages.ShouldHaveSingleItem();
        (page.Text, Erased.Is(page.Address)).ShouldBe((Erased.Text, true));
        (await database.QueryAsync<string>($"select data #>> '{{pages,0,text}}' from events.mt_events where stream_id = '{id}' and version = 2")).ShouldBe(Erased.Text);
        (await database.OpenLog().FetchStreamAsync(id))[1].Data.ShouldBeOfType<PagesWritten>().Pages.ShouldBe([page]);
    }

    [Fact]
    public async Task Who_is_erased_before_anything_was_written_of_him_leaves_nothing()
    {
        var writer = Guid.CreateVersion7();
        await EraseAsync(Log, writer);
        var (id, _) = await database.BeginAsync("Other");
        await WriteAsync(Log, id, new Page(writer, "x@example.org", "never"));
        (await database.QueryAsync<string>($"select data::text from events.mt_events where stream_id = '{id}' and version = 2")).ShouldNotContain("never");
    }

    [Fact]
    public async Task An_erased_text_that_is_written_again_stays_as_it_is_and_makes_no_key()
    {
        var (id, writer) = await database.BeginAsync("Again", "again@example.org");
        await EraseAsync(Log, writer);
        var read = (await database.OpenLog().AggregateStreamAsync<Diary>(id))!;
        var keys = await database.QueryAsync<long>("select count(*) from events.vc_personal_keys");
        await WriteAsync(Log, id, new Page(null, read.Email!, read.Name));
        (await Log.AggregateStreamAsync<Diary>(id))!.Pages.ShouldBe([new Page(null, read.Email!, Erased.Text)]);
        (await database.QueryAsync<long>("select count(*) from events.vc_personal_keys")).ShouldBe(keys);
    }

    [Fact]
    public async Task An_address_may_come_back_and_what_was_erased_does_not()
    {
        var (id, _) = await database.BeginAsync("Host");
        await WriteAsync(Log, id, new Page(null, "back@example.org", "before"));
        var idle = database.OpenLog();
        (await idle.AggregateStreamAsync<Diary>(id))!.Pages[0].Text.ShouldBe("before");
        await EraseAsync(Log, Erased.SubjectOf("BACK@example.org "));
        await using (var session = Log.OpenSession(Anybody))
        {
            session.AllowContentOf(Erased.SubjectOf("back@example.org"));
            await session.SaveChangesAsync();
        }
        await WriteAsync(database.OpenLog(), id, new Page(null, "back@example.org", "after"));
        (await database.OpenLog().AggregateStreamAsync<Diary>(id))!.Pages.Select(p => p.Text).ShouldBe([Erased.Text, "after"]);
        // Also a host that read nothing in between and knows the old key
        for (var attempt = 0; attempt < 500 && (await idle.FetchStreamAsync(id))[1].Json.Contains("before"); attempt++) await Task.Delay(20, TestContext.Current.CancellationToken);
        (await idle.AggregateStreamAsync<Diary>(id))!.Pages.Select(p => p.Text).ShouldBe([Erased.Text, "after"]);
    }

    [Fact]
    public async Task Facts_that_were_stored_in_the_clear_read_as_they_are()
    {
        var (id, writer) = await database.BeginAsync("Old");
        await database.ExecuteAsync($$"""update events.mt_events set data = '{"writerId": "{{writer}}", "name": "Plain", "email": null, "colour": "blue"}' where stream_id = '{{id}}'""");
        (await Log.FetchStreamAsync(id))[0].Data.ShouldBe(new DiaryBegun(writer, "Plain", null, "blue"));
    }

    [Fact]
    public async Task What_only_looks_like_sealed_text_is_what_somebody_wrote()
    {
        var (id, writer) = await database.BeginAsync("Looks");
        var key = await database.QueryAsync<Guid>($"select key_id from events.vc_personal_keys where subject = '{writer}'");
        string[] forged = [$"vcp1:{key:N}:{new string('A', 60)}", "vcp1:nonsense", $"he said \"vcp1:{key:N}:{new string('A', 60)}\""];
        await WriteAsync(Log, id, [.. forged.Select(text => new Page(writer, "a@example.org", text))]);
        (await database.OpenLog().AggregateStreamAsync<Diary>(id))!.Pages.Select(p => p.Text).ShouldBe(forged);
        await database.ExecuteAsync($$"""update events.mt_events set data = '{"writerId": "{{writer}}", "name": "{{forged[0]}}", "email": null, "colour": "blue"}' where stream_id = '{{id}}' and version = 1""");
        (await database.OpenLog().AggregateStreamAsync<Diary>(id))!.Name.ShouldBe(forged[0]);
    }

    [Fact]
    public async Task Two_databases_in_one_process_have_keys_of_their_own()
    {
        await using var other = new DiaryDatabase();
        await other.InitializeAsync();
        var (id, writer) = await database.BeginAsync("Here");
        await using (var session = other.Log.OpenSession(Anybody))
        {
            session.StartStream<Diary>(id, new DiaryBegun(writer, "There", null, "green"));
            await session.SaveChangesAsync();
        }
        await EraseAsync(other.Log, writer);
        (await other.OpenLog().FetchStreamAsync(id))[0].Json.ShouldContain(Erased.Text);
        (await database.OpenLog().FetchStreamAsync(id))[0].Json.ShouldContain("Here");
    }

    [Fact]
    public async Task Another_master_key_opens_nothing_and_says_so()
    {
        var (id, _) = await database.BeginAsync("Locked");
        var log = new EventLog(database.DataSource, database.Registry, [], SystemClock.Instance, new MasterKey(new byte[32]));
        await Should.ThrowAsync<MasterKeyException>(() => log.FetchStreamAsync(id));
        // A host that has it does not start
        await Should.ThrowAsync<MasterKeyException>(() => new Migrator(database.DataSource, [], database.Rebuild(log)).MigrateAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_master_key_is_made_once_and_for_its_owner_alone()
    {
        var folder = Directory.CreateTempSubdirectory("videoconf-keys-");
        var (first, second) = (MasterKey.InFolder(folder.FullName), MasterKey.InFolder(folder.FullName));
        var id = Guid.CreateVersion7();
        second.Unwrap(id, first.Wrap(id, [1, 2, 3])).ShouldBe([1, 2, 3]);
        var file = folder.GetFiles().ShouldHaveSingleItem();
        if (!OperatingSystem.IsWindows()) file.UnixFileMode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(file.FullName, "nonsense");
        Should.Throw<MasterKeyException>(() => MasterKey.InFolder(folder.FullName).Wrap(id, [1]));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Sessions_that_make_one_persons_key_at_once_agree_on_it()
    {
        var (id, _) = await database.BeginAsync("Crowd");
        var writer = Guid.CreateVersion7();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async n =>
        {
            var log = database.OpenLog();
            await log.ExecuteAsync(Anybody, session =>
            {
                session.StartStream<Diary>(Guid.CreateVersion7(), new DiaryBegun(writer, $"writer {n}", null, "red"));
                return Task.FromResult<Decision>(Decision.Accept(new DiaryClosed()));
            });
        }));
        (await database.QueryAsync<long>($"select count(*) from events.vc_personal_keys where subject = '{writer}'")).ShouldBe(1);
        var names = new List<string>();
        await foreach (var fact in database.OpenLog().FactsOfAsync([typeof(DiaryBegun)]))
            if (fact.Data is DiaryBegun begun && begun.WriterId == writer) names.Add(begun.Name);
        names.Order().ShouldBe(Enumerable.Range(0, 8).Select(n => $"writer {n}"));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task A_key_is_taken_to_be_new_at_the_first_attempt_only(bool isThere, int attempts)
    {
        var (_, known) = await database.BeginAsync("Known");
        var (id, writer, made) = (Guid.CreateVersion7(), isThere ? known : Guid.CreateVersion7(), 0);
        await database.OpenLog().ExecuteAsync(Anybody, session =>
        {
            made++;
            session.StartStream<Diary>(id, new DiaryBegun(writer, "second diary", null, "red"));
            return Task.FromResult<Decision>(Decision.Accept());
        }, TestContext.Current.CancellationToken);
        made.ShouldBe(attempts);
        (await database.QueryAsync<long>($"select count(*) from events.vc_personal_keys where subject = '{writer}'")).ShouldBe(1);
        (await database.OpenLog().AggregateStreamAsync<Diary>(id, cancellationToken: TestContext.Current.CancellationToken))!.Name.ShouldBe("second diary");
    }

    [Fact]
    public async Task What_was_read_a_moment_ago_is_not_shown_any_more_once_it_is_erased()
    {
        var (before, (id, writer)) = (await Log.HeadAsync(TestContext.Current.CancellationToken), await database.BeginAsync("Remembered"));
        (await ReadAsync(before, id)).Json.ShouldContain("Remembered");
        await EraseAsync(database.OpenLog(), writer);
        while (!(await ReadAsync(before, id)).Json.Contains(Erased.Text)) await Task.Delay(20, TestContext.Current.CancellationToken);
        // Nor does it come back
        for (var again = 0; again < 100; again++) (await ReadAsync(before, id)).Json.ShouldContain(Erased.Text);
    }

    [Fact]
    public async Task What_was_read_a_moment_ago_does_not_stand_before_what_is_in_the_log()
    {
        var (before, (id, writer)) = (await Log.HeadAsync(TestContext.Current.CancellationToken), await database.BeginAsync("As it was"));
        (await ReadAsync(before, id)).Json.ShouldContain("As it was");
        await database.ExecuteAsync($$"""update events.mt_events set data = '{"writerId": "{{writer}}", "name": "As it is", "email": null, "colour": "blue"}' where stream_id = '{{id}}'""");
        (await ReadAsync(before, id)).Data.ShouldBe(new DiaryBegun(writer, "As it is", null, "blue"));
    }

    // As soon as no transaction of another test stands before it
    private async Task<StoredEvent> ReadAsync(LogCursor after, Guid id)
    {
        while (true)
        {
            if ((await Log.ReadForwardAsync(after, 1000, cancellationToken: TestContext.Current.CancellationToken)).Facts.SingleOrDefault(f => f.StreamId == id) is { } fact) return fact;
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_key_that_was_made_in_a_transaction_that_is_rolled_back_is_made_again()
    {
        var (id, _) = await database.BeginAsync("Rolled");
        var writer = Guid.CreateVersion7();
        await using (var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken))
        await using (var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using var session = Log.OpenSession(Anybody, transaction);
            session.StartStream<Diary>(Guid.CreateVersion7(), new DiaryBegun(writer, "lost", null, "red"));
            await session.SaveChangesAsync(TestContext.Current.CancellationToken);
            await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        }
        await Log.ExecuteAsync(Anybody, async session =>
        {
            (await session.FetchForWritingAsync<Diary>(id)).Append(new PagesWritten([new Page(writer, "k@example.org", "kept")]));
            return Decision.Accept(new DiaryClosed());
        });
        (await database.OpenLog().AggregateStreamAsync<Diary>(id))!.Pages[0].Text.ShouldBe("kept");
    }

    [Fact]
    public async Task Whoever_erases_waits_for_the_facts_that_are_being_written()
    {
        var (id, writer) = await database.BeginAsync("Under way");
        await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var session = Log.OpenSession(Anybody, transaction);
        (await session.FetchForWritingAsync<Diary>(id)).Append(new PagesWritten([new Page(writer, "u@example.org", "under way")]));
        await session.SaveChangesAsync(TestContext.Current.CancellationToken);
        await using var impatient = Log.OpenSession(Anybody);
        impatient.Enlist(new NpgsqlBatchCommand("set local lock_timeout = 100"));
        impatient.EraseContentOf([writer]);
        (await Should.ThrowAsync<PostgresException>(() => impatient.SaveChangesAsync())).SqlState.ShouldBe(PostgresErrorCodes.LockNotAvailable);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        await EraseAsync(Log, writer);
        (await database.OpenLog().AggregateStreamAsync<Diary>(id))!.Pages[0].Text.ShouldBe(Erased.Text);
    }

    [Fact]
    public async Task An_import_is_sealed_as_well()
    {
        var writers = Enumerable.Range(0, 3).Select(_ => Guid.CreateVersion7()).ToList();
        await EraseAsync(Log, writers[2]);
        var streams = writers.Select((w, i) => new NewStream(Guid.CreateVersion7(), [new DiaryBegun(w, $"imported {i}", null, "red"), new DiaryClosed()])).ToList();
        (await Log.BulkAppendAsync<Diary>(streams, Anybody)).ShouldBe(6);
        (await database.QueryAsync<long>("select count(*) from events.mt_events where data::text like '%imported%'")).ShouldBe(0);
        var diaries = await Task.WhenAll(streams.Select(s => database.OpenLog().AggregateStreamAsync<Diary>(s.Id)));
        diaries.Select(d => d!.Name).ShouldBe(["imported 0", "imported 1", Erased.Text]);
        (await database.Views.LoadAsync(database.Shelf, streams[0].Id))!.Data.Name.ShouldBe("imported 0");
        (await database.Views.LoadAsync(database.Shelf, streams[2].Id))!.Data.Name.ShouldBe(Erased.Text);
    }

    [Fact]
    public async Task The_views_that_have_something_personal_in_them_are_known_and_made_again_without_it()
    {
        var (before, (id, writer)) = (await Log.HeadAsync(TestContext.Current.CancellationToken), await database.BeginAsync("On the shelf"));
        await ReadAsync(before, id);
        var rebuild = database.Rebuild(Log);
        rebuild.Personal.Select(v => v.Alias).ShouldBe(["shelf", "bodies"]);
        foreach (var view in rebuild.Personal) await rebuild.RebuildAsync(view, cancellationToken: TestContext.Current.CancellationToken);
        (await database.QueryAsync<long>("select count(*) from events.mt_doc_bodies where data::text like '%On the shelf%'")).ShouldBe(1);

        await EraseAsync(Log, writer);
        var other = database.Rebuild(database.OpenLog());
        foreach (var view in other.Personal) await other.RebuildAsync(view, cancellationToken: TestContext.Current.CancellationToken);
        (await database.QueryAsync<long>("select (select count(*) from events.mt_doc_bodies where data::text like '%On the shelf%') + (select count(*) from events.mt_doc_shelf where data::text like '%On the shelf%')")).ShouldBe(0);
        (await database.Views.LoadAsync(database.Shelf, id))!.Data.Name.ShouldBe(Erased.Text);
    }
}
