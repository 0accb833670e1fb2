// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import dev.gatehouse.adminapi.EntityTags;
import dev.gatehouse.adminapi.Preconditions;
import dev.gatehouse.console.ConsoleErrors;
import dev.gatehouse.console.ConsoleMessages;
import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.console.Notice;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.Language;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.body.DocumentLimit;
import dev.gatehouse.problem.BusyException;
import dev.gatehouse.problem.FieldError;
import dev.gatehouse.problem.Problem;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.service.ServiceViews.ProjectInput;
import dev.gatehouse.service.openapi.ImportErrors;
import dev.gatehouse.service.openapi.OpenApiReport;
import dev.gatehouse.service.openapi.OpenApiResource;
import io.quarkus.qute.TemplateInstance;
import jakarta.persistence.OptimisticLockException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;
import org.jspecify.annotations.Nullable;

/**
 * The import of an OpenAPI document in two steps: preview and confirmation. The confirmation names the preview, and
 * changes nothing if the preview is out of date.
 */
@Path(ImportPagesResource.IMPORT)
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
public class ImportPagesResource {
    /** The path with a larger body limit than other console pages. */
    static final String IMPORT = ServicePagesResource.LIST + "/import";

    private static final String API = ProjectPagesResource.LIST + "/{projectId}/apis/{name}";
    private static final String FILE = "file";
    private static final String PASTED = "document";
    private static final String CARRIED = "carried";
    private static final String CARRIED_NAME = "carriedName";
    private static final Set<String> OWN_FIELDS =
            Set.of("projectId", "newProject", "environment", "name", "upstream", FILE);
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int CHANGED = 412;

    private final OpenApiResource openApi;
    private final DocumentImports imports;
    private final ProjectChoices projects;
    private final Preconditions preconditions;
    private final EntityTags tags;
    private final Language language;
    private final DocumentLimit limit;

    ImportPagesResource(
            OpenApiResource openApi,
            DocumentImports imports,
            ProjectChoices projects,
            Preconditions preconditions,
            EntityTags tags,
            Language language,
            DocumentLimit limit) {
        this.openApi = openApi;
        this.imports = imports;
        this.projects = projects;
        this.preconditions = preconditions;
        this.tags = tags;
        this.language = language;
        this.limit = limit;
    }

    @GET
    public TemplateInstance start(@Context UriInfo uri) {
        var query = new ListQuery(uri);
        var all = projects.all();
        var chosen = query.get("projectId");
        return form(Form.blank()
                .with(
                        "projectId",
                        chosen == null && !all.isEmpty() ? all.getFirst().projectId() : chosen)
                .with("name", query.get("name")));
    }

    private TemplateInstance form(Form form) {
        return ImportPageTemplates.form(form, projects.all(), limit.words());
    }

    /** Handles all steps, so that each step can return to the form and keep the document. */
    @POST
    @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
    public RestResponse<?> submit(MultipartFormDataInput parts) {
        var sent = Form.sent(texts(parts), ServiceLabels.IMPORT);
        UploadedDocument document;
        try {
            document = document(parts, sent);
        } catch (ProblemException refusal) {
            return again(sent, refusal.problem());
        }
        // A pasted text stays in its own field.
        var form = sent.text(PASTED) != null && document.name().isEmpty()
                ? sent.with(CARRIED, null)
                : carrying(sent, document);
        try {
            return switch (sent.value("step")) {
                case "import" -> confirmed(form, document);
                case "change" -> ConsoleResponses.page(form(form));
                default -> ConsoleResponses.page(preview(form, document, false));
            };
        } catch (ProblemException refusal) {
            return again(form, refusal.problem());
        } catch (BusyException busy) {
            var why = language.texts(ConsoleMessages.class).busy();
            return ConsoleResponses.busy(ConsoleResponses.page(form(form.failed(why))));
        }
    }

    private RestResponse<?> confirmed(Form form, UploadedDocument document) {
        OpenApiReport report;
        try {
            if (form.text("projectId") != null) {
                preconditions.demand(form.version());
            }
            report = run(form, document, false);
        } catch (ProblemException refusal) {
            if (refusal.problem().status() == CHANGED) {
                return ConsoleResponses.refused(preview(form, document, true));
            }
            throw refusal;
        } catch (OptimisticLockException overtaken) {
            return ConsoleResponses.refused(preview(form, document, true));
        }
        return ConsoleResponses.redirect(UriBuilder.fromPath(API)
                .queryParam(Notice.PARAMETER, Notice.IMPORTED.wireName())
                .queryParam("added", report.added().size())
                .queryParam("changed", report.changed().size())
                .queryParam("removed", report.removed().size())
                .build(report.projectId(), report.name()));
    }

    private TemplateInstance preview(Form form, UploadedDocument document, boolean overtaken) {
        var report = run(form, document, true);
        var isNew = form.text("projectId") == null;
        // Without a version: nobody else can change a project that does not exist yet, and its id differs each time.
        var asked = carrying(form, document)
                .with(Form.VERSION, isNew ? null : tags.of(report))
                .with("name", report.name());
        return ImportPageTemplates.preview(
                new ImportPreview(report, asked, isNew ? form.text("newProject") : null, overtaken));
    }

    private OpenApiReport run(Form form, UploadedDocument document, boolean preview) {
        var importInto = openApi.read(document.bytes(), form.text("name"), form.text("upstream"), preview);
        var projectId = form.text("projectId");
        if (projectId != null) {
            return importInto.apply(projectId);
        }
        var project = new ProjectInput(form.text("newProject"), form.text("environment"));
        return preview ? imports.previewIntoNew(project, importInto) : imports.intoNew(project, importInto);
    }

    private RestResponse<?> again(Form form, Problem problem) {
        var refusal = ProblemException.invalid(atOwnFields(form, problem)).problem();
        return ConsoleResponses.refused(form(form.refused(refusal, language)));
    }

    /** Moves errors within the document to the field that the document came from. */
    private static List<FieldError> atOwnFields(Form form, Problem problem) {
        if (problem.status() == NOT_FOUND) {
            return List.of(FieldError.outsideBody("projectId", ConsoleErrors.projectGone()));
        }
        var source = form.text(PASTED) == null ? FILE : PASTED;
        var errors = new ArrayList<FieldError>();
        for (var error : problem.errors()) {
            if (OWN_FIELDS.contains(error.field())) {
                errors.add(error);
            } else if (error.field().equals("servers")) {
                errors.add(error.at("upstream"));
            } else {
                errors.add(
                        error.field().equals(PASTED)
                                ? error.at(source)
                                : FieldError.outsideBody(source, ImportErrors.at(error.field(), error.message())));
            }
        }
        var detail = problem.detail();
        if (detail != null && (problem.status() == CONFLICT || errors.isEmpty())) {
            // The detail begins with the first error, if there is one, and says what to do.
            if (!errors.isEmpty()) {
                errors.removeFirst();
            }
            errors.addFirst(FieldError.outsideBody(source, detail));
        }
        return errors;
    }

    private static Form carrying(Form form, UploadedDocument document) {
        return form.with(CARRIED, document.encoded()).with(CARRIED_NAME, document.name());
    }

    /** Reads the document: from a file, otherwise from pasted text, otherwise from the hidden field. */
    private UploadedDocument document(MultipartFormDataInput parts, Form sent) {
        var file = file(parts);
        if (file != null) {
            return UploadedDocument.uploaded(file.getFileName(), bytes(file), limit);
        }
        var pasted = sent.text(PASTED);
        if (pasted != null) {
            return UploadedDocument.pasted(pasted, limit);
        }
        var carried = sent.text(CARRIED);
        if (carried != null) {
            return UploadedDocument.decoded(sent.text(CARRIED_NAME), carried, limit);
        }
        throw ProblemException.invalid(FILE, ConsoleErrors.documentMissing());
    }

    /** Returns the uploaded file, or null if none was selected. Browsers then send an empty part. */
    private static @Nullable FormValue file(MultipartFormDataInput parts) {
        return parts.getValues().getOrDefault(FILE, List.of()).stream()
                .filter(part -> part.isFileItem() && !part.getFileName().isEmpty())
                .findFirst()
                .orElse(null);
    }

    private byte[] bytes(FormValue file) {
        try (var in = file.getFileItem().getInputStream()) {
            return in.readNBytes(limit.bytes() + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MultivaluedHashMap<String, String> texts(MultipartFormDataInput parts) {
        var texts = new MultivaluedHashMap<String, String>();
        parts.getValues()
                .forEach((name, values) -> values.stream()
                        .filter(part -> !part.isFileItem())
                        .forEach(part -> texts.add(name, part.getValue())));
        return texts;
    }
}
